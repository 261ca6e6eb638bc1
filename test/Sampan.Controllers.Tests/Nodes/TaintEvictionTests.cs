using Microsoft.Extensions.Time.Testing;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Nodes;

public sealed class TaintEvictionTests
{
    private const string Tainted = """{"spec":{"taints":[{"key":"gone","effect":"NoExecute"}]}}""";
    private const string Untainted = """{"spec":{"taints":null}}""";

    [Fact]
    public async Task PodThatDoesNotTolerate_Leaves_AndIsReplacedElsewhere()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 2);
        await cluster.CreateAsync(WellKnownTypes.ReplicaSets, Manifests.ReplicaSet(replicas: 1));
        var pod = (await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 1 && Phase(pods[0]) == "Running"))[0];

        await cluster.PatchAsync(WellKnownTypes.Nodes, NodeOf(pod), Tainted, "");

        var replacement = (await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 1 && pods[0].Metadata.Uid != pod.Metadata.Uid && Phase(pods[0]) == "Running"))[0];
        Assert.NotEqual(NodeOf(pod), NodeOf(replacement));
        await cluster.UntilAllAsync(WellKnownTypes.Events, events => events.Any(entry =>
            entry.Root.String("reason") == "TaintManagerEviction" && entry.Root.String("message") == $"Marking for deletion Pod default/{pod.Metadata.Name}"));
    }

    [Fact]
    public async Task PodThatToleratesForAWhile_StaysSoLong()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1, time: time);
        await cluster.CreateAsync(WellKnownTypes.Pods, Tolerant("briefly", ", \"tolerationSeconds\": 60"));
        await cluster.CreateAsync(WellKnownTypes.Pods, Tolerant("ever", ""));
        await time.PassUntilAsync(cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 2 && pods.All(pod => Phase(pod) == "Running")));

        await cluster.PatchAsync(WellKnownTypes.Nodes, "node-1", Tainted, "");
        var tainted = time.GetUtcNow();
        var left = await time.PassUntilAsync(cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 1));

        Assert.Equal("ever", left.Single().Metadata.Name);
        Assert.True(time.GetUtcNow() - tainted >= TimeSpan.FromSeconds(60), $"left after {time.GetUtcNow() - tainted}");
    }

    [Fact]
    public async Task TaintThatGoes_CancelsTheDeletion()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1);
        await cluster.CreateAsync(WellKnownTypes.Pods, Tolerant("briefly", ", \"tolerationSeconds\": 3600"));
        await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 1 && Phase(pods[0]) == "Running");
        await cluster.PatchAsync(WellKnownTypes.Nodes, "node-1", Tainted, "");

        // When one pod goes, the taint is known, and all pods on the node wait to be looked at. One worker takes them in their
        // order: when one that came later goes, the first one has been looked at.
        foreach (var name in (string[])["early", "late"])
        {
            await cluster.CreateAsync(WellKnownTypes.Pods, OnNode(name));
            await cluster.UntilAllAsync(WellKnownTypes.Events, events => events.Any(entry => entry.Root.String("message") == $"Marking for deletion Pod default/{name}"));
        }

        await cluster.PatchAsync(WellKnownTypes.Nodes, "node-1", Untainted, "");

        await cluster.UntilAllAsync(WellKnownTypes.Events, events => events.Any(entry => entry.Root.String("message") == "Cancelling deletion of Pod default/briefly"));
    }

    private static string Tolerant(string name, string more) => $$"""
        {
          "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "{{name}}", "namespace": "default"},
          "spec": {"containers": [{"name": "main", "image": "nginx"}], "tolerations": [{"key": "gone", "operator": "Exists", "effect": "NoExecute"{{more}}}]}
        }
        """;

    private static string OnNode(string name) => $$"""
        {
          "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "{{name}}", "namespace": "default"},
          "spec": {"nodeName": "node-1", "containers": [{"name": "main", "image": "nginx"}]}
        }
        """;

    private static string? Phase(KubernetesObject pod) => pod.Root.Member("status")?.String("phase");

    private static string NodeOf(KubernetesObject pod) => pod.Root.Member("spec")?.String("nodeName") ?? "";
}
