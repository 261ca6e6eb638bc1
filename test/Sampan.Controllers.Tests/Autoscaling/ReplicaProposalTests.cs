using Sampan.Controllers.Autoscaling;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Autoscaling;

public sealed class ReplicaProposalTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    // Each pod: its state and what it uses of the 1000m that it requests.
    [Theory]
    [InlineData("ready=500 ready=500", 50, 2, 2)]
    [InlineData("ready=550 ready=550", 50, 2, 2)]
    [InlineData("ready=560 ready=560", 50, 2, 3)]
    [InlineData("ready=450 ready=450", 50, 2, 2)]
    [InlineData("ready=100 ready=100 ready=100", 50, 3, 1)]
    [InlineData("ready=900 ready=900", 50, 2, 4)]
    [InlineData("ready=900 starting=900", 50, 2, 2)]
    [InlineData("ready=900 pending=0 pending=0", 50, 3, 3)]
    [InlineData("ready=990 pending=0", 33, 2, 3)]
    [InlineData("ready=100 missing=0", 50, 2, 2)]
    [InlineData("ready=100 ready=100 ready=100 missing=0", 50, 4, 3)]
    [InlineData("ready=100 missing=0", 150, 2, 2)]
    [InlineData("ready=990 missing=0", 33, 2, 3)]
    [InlineData("ready=900 ending=900", 50, 2, 2)]
    [InlineData("ready=900 failed=900", 50, 2, 2)]
    [InlineData("ready=100 unready=900", 50, 2, 1)]
    [InlineData("ready=900 broken=900", 50, 2, 4)]
    public void Utilization_OfPods_AsksForReplicas(string pods, int percent, int current, int expected)
    {
        var (all, usages) = Pods(pods);

        var proposal = ReplicaProposal.Of(current, all, usages, "cpu", () => new UtilizationTarget(PodRequests.Of(all, "cpu", ""), percent), Tolerances.Default, Now);

        Assert.Equal(expected, proposal.Replicas);
    }

    [Theory]
    [InlineData("ready=200 ready=400", 300, 2, 2, 300)]
    [InlineData("ready=200 ready=400", 100, 2, 6, 300)]
    [InlineData("ready=100 missing=0", 1000, 2, 2, 100)]
    [InlineData("ready=100 ready=100 ready=100 missing=0", 1000, 4, 2, 100)]
    [InlineData("ready=900 missing=0", 300, 2, 3, 900)]
    public void Average_OfPods_AsksForReplicas(string pods, long target, int current, int expected, long average)
    {
        var (all, usages) = Pods(pods);

        var proposal = ReplicaProposal.Of(current, all, usages, "memory", () => new AverageTarget(target), Tolerances.Default, Now);

        Assert.Equal((expected, average, null), (proposal.Replicas, proposal.Usage.Average, proposal.Usage.Utilization));
    }

    [Fact]
    public void Tolerances_OfADirection_AreItsOwn()
    {
        var (all, usages) = Pods("ready=600 ready=600");
        int Asked(Tolerances tolerances) => ReplicaProposal.Of(2, all, usages, "cpu", () => new AverageTarget(500), tolerances, Now).Replicas;

        Assert.Equal((2, 3, 3), (Asked(new Tolerances(0.25, 0)), Asked(new Tolerances(0.15, 0.5)), Asked(new Tolerances(0, 0))));
    }

    [Theory]
    [InlineData("", "no pods returned by selector while calculating replica count")]
    [InlineData("pending=0", "did not receive metrics for targeted pods (pods might be unready)")]
    [InlineData("missing=0", "did not receive metrics for targeted pods (pods might be unready)")]
    public void Pods_ThatTellNothing_AreAFailure(string pods, string expected)
    {
        var (all, usages) = Pods(pods);

        Assert.Equal(expected, Assert.Throws<MetricFailure>(() => ReplicaProposal.Of(1, all, usages, "cpu", () => new AverageTarget(1), Tolerances.Default, Now)).Message);
    }

    [Theory]
    [InlineData("", "", 300)]
    [InlineData("", "a", 100)]
    [InlineData("", "side", 150)]
    [InlineData("\"resources\":{\"requests\":{\"cpu\":\"2\"} },", "", 2000)]
    [InlineData("\"resources\":{\"requests\":{\"cpu\":\"2\"} },", "a", 100)]
    public void Requests_AreOfThePodOrItsContainers(string own, string container, long expected) =>
        Assert.Equal(expected, PodRequests.Of([Requesting(own)], "cpu", container)["one"]);

    [Theory]
    [InlineData("", "memory", "", "missing request for memory in container a of Pod one")]
    [InlineData("", "cpu", "b", "container b not found in Pod one")]
    [InlineData("\"resources\":{\"requests\":{\"cpu\":\"2\"} },", "memory", "", "missing pod-level request for memory in Pod one")]
    public void Requests_ThatAreMissing_AreAFailure(string own, string resource, string container, string expected) =>
        Assert.Equal(expected, Assert.Throws<MetricFailure>(() => PodRequests.Of([Requesting(own)], resource, container)).Message);

    private static KubernetesObject Requesting(string own) => Drafts.Parse($$"""
        {"metadata":{"name":"one"},"spec":{ {{own}}
          "containers":[{"name":"a","resources":{"requests":{"cpu":"100m"} } },{"name":"b2","resources":{"requests":{"cpu":"50m"} } }],
          "initContainers":[{"name":"init"},{"name":"side","restartPolicy":"Always","resources":{"requests":{"cpu":"150m"} } }] } }
        """);

    private static (List<KubernetesObject> Pods, Dictionary<string, PodUsage> Usages) Pods(string text)
    {
        List<KubernetesObject> pods = [];
        Dictionary<string, PodUsage> usages = [];
        foreach (var (index, pod) in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Index())
        {
            var (state, usage) = (pod.Split('=')[0], pod.Split('=')[1]);
            pods.Add(Pod($"pod-{index}", state));
            if (state is not ("missing" or "pending"))
            {
                usages[$"pod-{index}"] = new PodUsage(long.Parse(usage), Now, Window);
            }
        }

        return (pods, usages);
    }

    private static KubernetesObject Pod(string name, string state)
    {
        var (start, changed, ready) = state switch
        {
            "starting" => ("11:59:00", "11:59:45", "True"),
            "unready" => ("11:00:00", "11:00:10", "False"),
            "broken" => ("11:00:00", "11:30:00", "False"),
            _ => ("11:00:00", "11:00:10", "True"),
        };
        var phase = state switch { "pending" => "Pending", "failed" => "Failed", _ => "Running" };
        var deletion = state == "ending" ? ",\"deletionTimestamp\":\"2026-08-01T11:59:59Z\"" : "";
        return Drafts.Parse($$"""
            {"metadata":{"name":"{{name}}"{{deletion}} },"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"1"} } }]},
             "status":{"phase":"{{phase}}","startTime":"2026-08-01T{{start}}Z","conditions":[{"type":"Ready","status":"{{ready}}","lastTransitionTime":"2026-08-01T{{changed}}Z"}]} }
            """);
    }
}
