using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Workloads;

public sealed class ReplicationControllerTests
{
    private static readonly ResourceType Controllers = WellKnownTypes.ReplicationControllers;

    private static readonly string Web = $$"""
        {
          "apiVersion": "v1", "kind": "ReplicationController",
          "metadata": {"name": "web", "namespace": "default"},
          "spec": {"replicas": 2, "selector": {"app": "web"}, "template": {{Manifests.Template("web", "nginx:1")}} }
        }
        """;

    [Fact]
    public async Task Create_MakesItsPods_AndReportsThem()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        var web = await cluster.CreateAsync(Controllers, Web);
        var reported = await cluster.UntilAsync(Controllers, "web", root => root.Member("status")?.Integer("availableReplicas") == 2);

        var status = reported.Root.Member("status")!.Value;
        Assert.Equal(2, status.Integer("replicas"));
        Assert.Equal(2, status.Integer("fullyLabeledReplicas"));
        Assert.Equal(2, status.Integer("readyReplicas"));
        Assert.Equal(1, status.Integer("observedGeneration"));
        var pods = cluster.Informers.For(WellKnownTypes.Pods).All;
        Assert.Equal(2, pods.Count);
        Assert.All(pods, pod => Assert.Equal((web.Metadata.Uid, "ReplicationController"), (pod.Metadata.Controller?.Uid, pod.Metadata.Controller?.Kind)));
    }

    [Fact]
    public async Task Scale_FollowsTheNumberWanted()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Controllers, Web);
        await cluster.UntilAsync(Controllers, "web", root => root.Member("status")?.Integer("readyReplicas") == 2);
        await cluster.PatchAsync(Controllers, "web", """{"spec":{"replicas":1}}""");
        await cluster.UntilAsync(Controllers, "web", root => root.Member("status")?.Integer("replicas") == 1);
        Assert.Single(await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 1));
    }

    [Fact]
    public async Task Create_MatchingOrphanExists_AdoptsIt()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(WellKnownTypes.Pods, Manifests.Pod("orphan", """{"app":"web"}"""));
        await cluster.CreateAsync(WellKnownTypes.Pods, Manifests.Pod("stranger", """{"app":"other"}"""));
        var web = await cluster.CreateAsync(Controllers, Web);
        var pods = await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count(pod => pod.Metadata.Controller?.Uid == web.Metadata.Uid) == 2);
        Assert.Contains(pods, pod => pod.Metadata.Name == "orphan" && pod.Metadata.Controller?.Uid == web.Metadata.Uid);
        Assert.Contains(pods, pod => pod.Metadata.Name == "stranger" && pod.Metadata.Controller is null);
    }
}
