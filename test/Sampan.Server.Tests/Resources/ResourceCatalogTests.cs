using Sampan.Kubernetes.Identity;
using Sampan.Server.Resources;

namespace Sampan.Server.Tests.Resources;

public sealed class ResourceCatalogTests
{
    [Fact]
    public void Find_Deployments_DescribesThemAsDiscoveryDoes()
    {
        var deployments = ResourceCatalog.Find("apps", "v1", "deployments")!;

        Assert.Equal(WellKnownTypes.Deployments, deployments.Type);
        Assert.Equal("deployment", deployments.Singular);
        Assert.Equal(["deploy"], deployments.ShortNames);
        Assert.Equal(["all"], deployments.Categories);
        Assert.Contains("deletecollection", deployments.Verbs);
        Assert.Equal(new GroupVersionKind("autoscaling", "v1", "Scale"), deployments.Subresource("scale")!.Kind);
        Assert.Equal(new GroupVersionKind("apps", "v1", "Deployment"), deployments.Subresource("status")!.Kind);
    }

    [Fact]
    public void Find_ReviewKind_IsNotStored() =>
        Assert.False(ResourceCatalog.Find(new GroupVersionKind("authorization.k8s.io", "v1", "SubjectAccessReview"))!.IsStored);

    [Fact]
    public void BuiltIn_EveryKind_HasAType() => Assert.All(
        ResourceCatalog.BuiltIn,
        resource => Assert.NotNull(Sampan.Server.Schemas.BuiltInTypes.Instance.Find(resource.Type.GroupVersionKind)));
}
