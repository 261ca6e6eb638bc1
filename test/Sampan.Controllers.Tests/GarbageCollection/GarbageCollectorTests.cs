using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;

namespace Sampan.Controllers.Tests.GarbageCollection;

public sealed class GarbageCollectorTests
{
    [Theory]
    [InlineData(PropagationPolicy.Background)]
    [InlineData(PropagationPolicy.Foreground)]
    public async Task DeleteDeployment_Cascading_RemovesSetsAndPods(PropagationPolicy propagation)
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(WellKnownTypes.Deployments, Manifests.Deployment());
        await cluster.UntilAsync(WellKnownTypes.Deployments, "web", Workloads.DeploymentTests.IsComplete(3));
        var podsAtTheEnd = -1;
        using (cluster.Informers.For(WellKnownTypes.Deployments).Subscribe(change =>
            podsAtTheEnd = change.After is null ? cluster.Informers.For(WellKnownTypes.ReplicaSets).All.Count : podsAtTheEnd))
        {
            await cluster.DeleteAsync(WellKnownTypes.Deployments, "web", propagation);
            await cluster.UntilAllAsync(WellKnownTypes.Deployments, all => all.Count == 0);
            await cluster.UntilAllAsync(WellKnownTypes.ReplicaSets, all => all.Count == 0);
            await cluster.UntilAllAsync(WellKnownTypes.Pods, all => all.Count == 0);
        }
    }

    [Fact]
    public async Task OwnerNeverExisted_DependentIsDeleted()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 0);
        await cluster.CreateAsync(WellKnownTypes.ConfigMaps, """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"child","namespace":"default",
             "ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"parent","uid":"11111111-2222-3333-4444-555555555555"}]}}
            """);
        await cluster.UntilAllAsync(WellKnownTypes.ConfigMaps, all => all.All(map => map.Metadata.Name != "child"));
    }

    [Fact]
    public async Task OneOfTwoOwnersGone_DependentStaysWithTheOther()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 0);
        var first = await cluster.CreateAsync(WellKnownTypes.ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"first","namespace":"default"}}""");
        var second = await cluster.CreateAsync(WellKnownTypes.ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"second","namespace":"default"}}""");
        await cluster.CreateAsync(WellKnownTypes.ConfigMaps, $$"""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"child","namespace":"default","ownerReferences":[
              {"apiVersion":"v1","kind":"ConfigMap","name":"first","uid":"{{first.Metadata.Uid}}"},
              {"apiVersion":"v1","kind":"ConfigMap","name":"second","uid":"{{second.Metadata.Uid}}"} ] } }
            """);
        await cluster.UntilAllAsync(WellKnownTypes.ConfigMaps, all => all.Count(map => map.Metadata.Namespace == "default") >= 3);
        await cluster.DeleteAsync(WellKnownTypes.ConfigMaps, "first");
        var all = await cluster.UntilAllAsync(WellKnownTypes.ConfigMaps, all => all.Any(map => map.Metadata.Name == "child" && map.Metadata.OwnerReferences.Count == 1));
        Assert.Equal("second", all.Single(map => map.Metadata.Name == "child").Metadata.OwnerReferences[0].Name);
    }

    [Fact]
    public async Task NodeDeleted_ItsLeaseFollows()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1);
        await cluster.UntilAllAsync(WellKnownTypes.Leases, leases => leases.Any(lease => lease.Metadata.Name == "node-1"));
        await cluster.DeleteAsync(WellKnownTypes.Nodes, "node-1");
        await cluster.UntilAllAsync(WellKnownTypes.Leases, leases => leases.All(lease => lease.Metadata.Name != "node-1"));
    }
}
