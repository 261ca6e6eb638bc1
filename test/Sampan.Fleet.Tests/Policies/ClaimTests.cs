using Sampan.Fleet.Policies;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Tests.Policies;

public sealed class ClaimTests
{
    private static readonly Claim Namespaced = new(IsClusterScoped: false, "shop", "policy", "id-1");
    private static readonly Claim ClusterScoped = new(IsClusterScoped: true, "", "everywhere", "id-2");

    [Fact]
    public void Put_NamespacedClaim_ReplacesClusterScopedOne()
    {
        var draft = Samples.Deployment().ToDraft();
        ClusterScoped.Put(draft);
        Namespaced.Put(draft);
        var metadata = KubernetesObject.From(draft).Metadata;

        Assert.Equal(Namespaced, Claim.Of(metadata));
        Assert.Equal("", Claim.ClusterScopedOf(metadata).Id);
        Assert.True(Namespaced.IsOn(metadata));
    }

    [Fact]
    public void Remove_AfterPut_LeavesNoClaim()
    {
        var draft = Samples.Deployment("'labels':{'app':'web'}").ToDraft();
        ClusterScoped.Put(draft);
        ClusterScoped.Remove(draft);
        var metadata = KubernetesObject.From(draft).Metadata;

        Assert.Null(Claim.Of(metadata));
        Assert.Equal(["app"], metadata.Labels.Keys);
    }

    [Fact]
    public void Of_IncompleteClaim_IsNone() =>
        Assert.Null(Claim.Of(Samples.Deployment("'labels':{'propagationpolicy.karmada.io/permanent-id':'x'}").Metadata));
}
