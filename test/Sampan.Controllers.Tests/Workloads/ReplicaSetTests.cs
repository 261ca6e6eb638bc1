using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Workloads;

public sealed class ReplicaSetTests
{
    private static readonly ResourceType Sets = WellKnownTypes.ReplicaSets;

    [Fact]
    public async Task Create_MatchingOrphanExists_AdoptsIt()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(WellKnownTypes.Pods, Manifests.Pod("orphan", """{"app":"web"}"""));
        var set = await cluster.CreateAsync(Sets, Manifests.ReplicaSet(replicas: 2));
        await cluster.UntilAsync(Sets, "web", root => root.Member("status")?.Integer("readyReplicas") == 2);

        var pods = cluster.Informers.For(WellKnownTypes.Pods).All;
        Assert.Equal(2, pods.Count);
        Assert.All(pods, pod => Assert.Equal(set.Metadata.Uid, pod.Metadata.Controller?.Uid));
    }

    [Fact]
    public async Task PodRelabelled_NoLongerMatches_IsReleasedAndReplaced()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Sets, Manifests.ReplicaSet(replicas: 1));
        await cluster.UntilAsync(Sets, "web", root => root.Member("status")?.Integer("readyReplicas") == 1);
        var pod = Assert.Single(cluster.Informers.For(WellKnownTypes.Pods).All);
        await cluster.PatchAsync(WellKnownTypes.Pods, pod.Metadata.Name, """{"metadata":{"labels":{"app":"debug"}}}""");

        var pods = await cluster.UntilAllAsync(WellKnownTypes.Pods, pods =>
            pods.Count == 2 && pods.Any(candidate => candidate.Metadata.Name == pod.Metadata.Name && candidate.Metadata.Controller is null));
        Assert.Single(pods, candidate => candidate.Metadata.Controller is not null);
    }

    [Fact]
    public async Task PodDeleted_IsReplaced()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Sets, Manifests.ReplicaSet(replicas: 3));
        await cluster.UntilAsync(Sets, "web", root => root.Member("status")?.Integer("readyReplicas") == 3);
        var first = cluster.Informers.For(WellKnownTypes.Pods).All[0];
        await cluster.DeleteAsync(WellKnownTypes.Pods, first.Metadata.Name);
        var pods = await cluster.UntilAllAsync(WellKnownTypes.Pods, pods =>
            pods.Count == 3 && pods.All(pod => pod.Metadata.Uid != first.Metadata.Uid && pod.Root.Member("status")?.String("phase") == "Running"));
        Assert.Equal(3, pods.Count);
    }

    [Fact]
    public async Task Scale_ManyTimes_NeverMakesMorePodsThanEverWanted()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        var created = 0;
        using (cluster.Informers.For(WellKnownTypes.Pods).Subscribe(change => created += change.Before is null ? 1 : 0))
        {
            await cluster.CreateAsync(Sets, Manifests.ReplicaSet(replicas: 40));
            await cluster.UntilAsync(Sets, "web", root => root.Member("status")?.Integer("readyReplicas") == 40);
        }

        Assert.Equal(40, created);
    }

    [Fact]
    public async Task ScaleDown_PodsNotReadyGoFirst()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Sets, Manifests.ReplicaSet(replicas: 3));
        await cluster.UntilAsync(Sets, "web", root => root.Member("status")?.Integer("readyReplicas") == 3);
        var cheap = cluster.Informers.For(WellKnownTypes.Pods).All[1];
        await cluster.PatchAsync(WellKnownTypes.Pods, cheap.Metadata.Name, """{"metadata":{"annotations":{"controller.kubernetes.io/pod-deletion-cost":"-10"}}}""");
        await cluster.UntilAsync(WellKnownTypes.Pods, cheap.Metadata.Name, root => root.Member("metadata", "annotations") is not null);
        await cluster.PatchAsync(Sets, "web", """{"spec":{"replicas":2}}""");
        var pods = await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 2);
        Assert.DoesNotContain(pods, pod => pod.Metadata.Uid == cheap.Metadata.Uid);
    }

    [Fact]
    public async Task Delete_Orphan_LeavesPodsWithoutOwner()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Sets, Manifests.ReplicaSet(replicas: 2));
        await cluster.UntilAsync(Sets, "web", root => root.Member("status")?.Integer("readyReplicas") == 2);
        await cluster.DeleteAsync(Sets, "web", PropagationPolicy.Orphan);
        await cluster.UntilAllAsync(Sets, sets => sets.Count == 0);
        var pods = await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 2 && pods.All(pod => pod.Metadata.OwnerReferences.Count == 0));
        Assert.All(pods, pod => Assert.Null(pod.Metadata.DeletionTimestamp));
    }
}
