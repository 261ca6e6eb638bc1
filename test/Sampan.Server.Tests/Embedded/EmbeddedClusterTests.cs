using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;

namespace Sampan.Server.Tests.Embedded;

public sealed class EmbeddedClusterTests : ClusterContract
{
    [Fact]
    public async Task Connect_TwoClusters_ShareNothingButRevisions()
    {
        await Server.AddClusterAsync("member1", Token);
        var member = Server.Connect("member1", "test");
        var here = await CreateConfigMapAsync("web");

        var there = await member.ListAsync(WellKnownTypes.ConfigMaps, null, ListOptions.Everything, Token);

        Assert.Empty(there.Items);
        Assert.True(long.Parse(there.ResourceVersion) >= long.Parse(here.Metadata.ResourceVersion));
    }

    [Fact]
    public async Task AddCluster_BadName_SaysWhatIsAllowed()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Server.AddClusterAsync("Not/ok", Token).AsTask());

        Assert.Contains("lower-case letters", refused.Message, StringComparison.Ordinal);
    }

    protected override ValueTask<ICluster> ConnectAsync(string cluster) => ValueTask.FromResult(Server.Connect(cluster, "test"));
}
