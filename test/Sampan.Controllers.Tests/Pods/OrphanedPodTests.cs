using Microsoft.Extensions.Time.Testing;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Pods;

public sealed class OrphanedPodTests
{
    [Fact]
    public async Task PodsOfADeletedNode_GoWithIt_OnceItHasBeenGoneForAWhile()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1, time: time);
        await cluster.CreateAsync(WellKnownTypes.Pods, Manifests.Pod("one"));
        await time.PassUntilAsync(cluster.UntilAsync(WellKnownTypes.Pods, "one", root => root.Member("status")?.String("phase") == "Running"));

        await cluster.DeleteAsync(WellKnownTypes.Nodes, "node-1");
        var deleted = time.GetUtcNow();
        await time.PassUntilAsync(cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 0));

        var after = time.GetUtcNow() - deleted;
        Assert.True(after >= TimeSpan.FromSeconds(40), $"gone after {after}");
    }
}
