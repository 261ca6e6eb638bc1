using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Autoscaling;

public sealed class AutoscalerTests
{
    private const string CpuAt50 = """{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":50} } }""";

    private static readonly ResourceType Autoscalers = new("autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler", Namespaced: true);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task BusyPods_AreScaledUpToTheMaximum()
    {
        await using var cluster = await ClusterFixture.StartAsync(time: _time);
        await cluster.CreateAsync(WellKnownTypes.Deployments, Web(2));
        await cluster.CreateAsync(Autoscalers, Autoscaler(CpuAt50));

        var scaled = await AdvancedUntilAsync(cluster.UntilAsync(Autoscalers, "web", root => Status(root, "currentReplicas") == 6 && Condition(root, "ScalingLimited").String("reason") == "TooManyReplicas"));
        await cluster.UntilAllAsync(WellKnownTypes.Events, all => all.Any(one => one.Root.String("message") == "New size: 6; reason: cpu resource utilization (percentage of request) above target"));

        Assert.Equal(6, Status(scaled.Root, "desiredReplicas"));
        Assert.NotNull(scaled.Root.Member("status")!.Value.String("lastScaleTime"));
        Assert.Equal("True", Said(scaled.Root, "AbleToScale").Status);
        Assert.Equal(("True", "ValidMetricFound", "the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)"), Said(scaled.Root, "ScalingActive"));
        Assert.Equal(("True", "TooManyReplicas", "the desired replica count is more than the maximum replica count"), Said(scaled.Root, "ScalingLimited"));
        Assert.Equal("""{"type":"Resource","resource":{"name":"cpu","current":{"averageValue":"200m","averageUtilization":200}}}""", scaled.Root.Member("status")!.Value.Items("currentMetrics").Single().GetRawText());
    }

    [Fact]
    public async Task IdlePods_AreScaledDown_WhenTheWindowHasPassed()
    {
        await using var cluster = await ClusterFixture.StartAsync(time: _time);
        await cluster.CreateAsync(WellKnownTypes.Deployments, Web(4, usage: "10m"));
        await cluster.CreateAsync(Autoscalers, Autoscaler("""{"type":"ContainerResource","containerResource":{"name":"cpu","container":"main","target":{"type":"Utilization","averageUtilization":50} } }"""));
        var started = _time.GetUtcNow();

        var scaled = await AdvancedUntilAsync(cluster.UntilAsync(Autoscalers, "web", root => Status(root, "currentReplicas") == 1));

        Assert.True(_time.GetUtcNow() - started > TimeSpan.FromMinutes(5));
        Assert.Contains("cpu container resource utilization (percentage of request)", Said(scaled.Root, "ScalingActive").Message);
        Assert.Equal("main", scaled.Root.Member("status")!.Value.Items("currentMetrics").Single().Member("containerResource")!.Value.String("container"));
        await cluster.UntilAllAsync(WellKnownTypes.Events, all => all.Any(one => one.Root.String("message") == "New size: 1; reason: All metrics below target"));
    }

    [Fact]
    public async Task Memory_IsScaledByItsAverage()
    {
        await using var cluster = await ClusterFixture.StartAsync(time: _time);
        await cluster.CreateAsync(WellKnownTypes.Deployments, Web(2));
        await cluster.CreateAsync(Autoscalers, Autoscaler("""{"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"16Mi"} } }"""));

        var scaled = await AdvancedUntilAsync(cluster.UntilAsync(Autoscalers, "web", root => Status(root, "currentReplicas") == 4 && Said(root, "ScalingActive").Status == "True"));

        Assert.Equal("the HPA was able to successfully calculate a replica count from memory resource", Said(scaled.Root, "ScalingActive").Message);
        Assert.Equal("32Mi", scaled.Root.Member("status")!.Value.Items("currentMetrics").Single().Member("resource", "current")!.Value.String("averageValue"));
    }

    [Theory]
    [InlineData("1", "Current number of replicas above Spec.MaxReplicas", 1, 3, 1)]
    [InlineData("5", "Current number of replicas below Spec.MinReplicas", 5, 1, 5)]
    public async Task Replicas_OutsideTheLimits_AreBroughtBackAtOnce(string size, string reason, int min, int current, int max)
    {
        await using var cluster = await ClusterFixture.StartAsync(time: _time);
        await cluster.CreateAsync(WellKnownTypes.Deployments, Web(current));
        await cluster.CreateAsync(Autoscalers, Autoscaler(CpuAt50, min, max));

        var scaled = await cluster.UntilAsync(Autoscalers, "web", root => Said(root, "AbleToScale").Reason == "SucceededRescale");
        await cluster.UntilAsync(WellKnownTypes.Deployments, "web", root => root.Member("spec")!.Value.Integer("replicas") == max);

        Assert.Equal($"the HPA controller was able to update the target scale to {size}", Said(scaled.Root, "AbleToScale").Message);
        await cluster.UntilAllAsync(WellKnownTypes.Events, all => all.Any(one => one.Root.String("message") == $"New size: {size}; reason: {reason}"));
    }

    [Fact]
    public async Task NoReplicas_DisableScaling()
    {
        await using var cluster = await ClusterFixture.StartAsync(time: _time);
        await cluster.CreateAsync(WellKnownTypes.Deployments, Web(0));
        await cluster.CreateAsync(Autoscalers, Autoscaler(CpuAt50));

        var disabled = await cluster.UntilAsync(Autoscalers, "web", root => Said(root, "ScalingActive").Reason == "ScalingDisabled");

        Assert.Equal("scaling is disabled since the replica count of the target is zero", Said(disabled.Root, "ScalingActive").Message);
    }

    [Theory]
    [InlineData("apps/v1", "Deployment", "deployments.apps \"gone\" not found")]
    [InlineData("example.com/v1", "Widget", "no matches for kind \"Widget\" in group \"example.com\"")]
    public async Task Target_ThatIsNotThere_IsReported(string version, string kind, string why)
    {
        await using var cluster = await ClusterFixture.StartAsync(time: _time);
        await cluster.CreateAsync(Autoscalers, Autoscaler(CpuAt50, target: $$"""{"apiVersion":"{{version}}","kind":"{{kind}}","name":"gone"}"""));

        var failed = await cluster.UntilAsync(Autoscalers, "web", root => Said(root, "AbleToScale").Reason == "FailedGetScale");
        await cluster.UntilAllAsync(WellKnownTypes.Events, all => all.Any(one => one.Root.String("reason") == "FailedGetScale" && one.Root.String("message") == why));

        Assert.Equal(("False", "FailedGetScale", $"the HPA controller was unable to get the target's current scale: {why}"), Said(failed.Root, "AbleToScale"));
    }

    [Theory]
    [InlineData(
        """{"type":"Pods","pods":{"metric":{"name":"rps"},"target":{"type":"AverageValue","averageValue":"1"} } }""",
        "FailedGetPodsMetric",
        "unable to get metric rps: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered",
        "failed to get pods metric value: ")]
    [InlineData(
        """{"type":"Object","object":{"metric":{"name":"rps"},"describedObject":{"apiVersion":"v1","kind":"Service","name":"front"},"target":{"type":"Value","value":"1"} } }""",
        "FailedGetObjectMetric",
        "unable to get metric rps on Service default/front: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered",
        "failed to get object metric value: ")]
    [InlineData(
        """{"type":"External","external":{"metric":{"name":"queue","selector":{"matchLabels":{"a":"b"} } },"target":{"type":"AverageValue","averageValue":"1"} } }""",
        "FailedGetExternalMetric",
        "unable to get external metric default/queue/&LabelSelector{MatchLabels:map[string]string{a: b,},MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch metrics from external metrics API: the server could not find the requested resource (get queue.external.metrics.k8s.io)",
        "failed to get queue external metric value: failed to get queue external metric: ")]
    public async Task Metrics_ThatNobodyServes_AreReported(string metric, string reason, string why, string chain)
    {
        await using var cluster = await ClusterFixture.StartAsync(time: _time);
        await cluster.CreateAsync(WellKnownTypes.Deployments, Web(1));
        await cluster.CreateAsync(Autoscalers, Autoscaler(metric));

        var failed = await cluster.UntilAsync(Autoscalers, "web", root => Said(root, "ScalingActive").Status == "False");
        await cluster.UntilAllAsync(WellKnownTypes.Events, all =>
            all.Any(one => one.Root.String("reason") == reason && one.Root.String("message") == why)
            && all.Any(one => one.Root.String("reason") == "FailedComputeMetricsReplicas" && one.Root.String("message") == $"invalid metrics (1 invalid out of 1), first error is: {chain}{why}"));

        Assert.Equal(("False", reason, $"the HPA was unable to compute the replica count: {why}"), Said(failed.Root, "ScalingActive"));
        Assert.Equal(1, Status(failed.Root, "currentReplicas"));
    }

    [Fact]
    public async Task Requests_ThatAreMissing_AreReported()
    {
        await using var cluster = await ClusterFixture.StartAsync(time: _time);
        await cluster.CreateAsync(WellKnownTypes.Deployments, Web(1, requests: "{}"));
        await cluster.CreateAsync(Autoscalers, Autoscaler(CpuAt50));

        var failed = await AdvancedUntilAsync(cluster.UntilAsync(Autoscalers, "web", root => Said(root, "ScalingActive").Message.Contains("missing request", StringComparison.Ordinal)));

        Assert.StartsWith("the HPA was unable to compute the replica count: failed to get cpu utilization: missing request for cpu in container main of Pod web-", Said(failed.Root, "ScalingActive").Message, StringComparison.Ordinal);
        Assert.Equal("FailedGetResourceMetric", Said(failed.Root, "ScalingActive").Reason);
    }

    [Fact]
    public async Task TwoAutoscalers_OfTheSamePods_ScaleNothing()
    {
        await using var cluster = await ClusterFixture.StartAsync(time: _time);
        await cluster.CreateAsync(WellKnownTypes.Deployments, Web(2));
        await cluster.CreateAsync(Autoscalers, Autoscaler(CpuAt50));
        await cluster.CreateAsync(Autoscalers, Autoscaler(CpuAt50, name: "web2"));

        var refused = await AdvancedUntilAsync(cluster.UntilAsync(Autoscalers, "web2", root => Said(root, "ScalingActive").Reason == "AmbiguousSelector"));

        Assert.Equal("pods by selector app=web are controlled by more than one HPA (e.g. [{web default} {web2 default}])", Said(refused.Root, "ScalingActive").Message);
    }

    private async Task<KubernetesObject> AdvancedUntilAsync(Task<KubernetesObject> reached)
    {
        while (!reached.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await reached;
    }

    private static string Autoscaler(string metric, int min = 1, int max = 6, string name = "web", string target = """{"apiVersion":"apps/v1","kind":"Deployment","name":"web"}""") => $$"""
        {"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"{{name}}","namespace":"default"},
         "spec":{"scaleTargetRef":{{target}},"minReplicas":{{min}},"maxReplicas":{{max}},"metrics":[{{metric}}]} }
        """;

    private static string Web(int replicas, string usage = "200m", string requests = """{"cpu":"100m","memory":"64Mi"}""") => $$"""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"default"},
         "spec":{"replicas":{{replicas}},"selector":{"matchLabels":{"app":"web"} },
          "template":{"metadata":{"labels":{"app":"web"},"annotations":{"sampan.dev/cpu-usage":"{{usage}}"} },
           "spec":{"containers":[{"name":"main","image":"nginx","resources":{"requests":{{requests}} } }]} } } }
        """;

    private static long? Status(JsonElement root, string name) => root.Member("status")?.Integer(name);

    private static JsonElement Condition(JsonElement root, string type) =>
        (root.Member("status") ?? default).Items("conditions").SingleOrDefault(condition => condition.String("type") == type);

    private static (string Status, string Reason, string Message) Said(JsonElement root, string type)
    {
        var condition = Condition(root, type);
        return (condition.StringOrEmpty("status"), condition.StringOrEmpty("reason"), condition.StringOrEmpty("message"));
    }
}
