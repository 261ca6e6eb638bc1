using Sampan.Kubernetes.Identity;

namespace Sampan.Kubernetes.Tests.Identity;

public sealed class GroupVersionKindTests
{
    [Theory]
    [InlineData("v1", "", "v1")]
    [InlineData("apps/v1", "apps", "v1")]
    [InlineData("policy.karmada.io/v1alpha1", "policy.karmada.io", "v1alpha1")]
    public void Parse_ApiVersion_SplitsGroupAndVersion(string apiVersion, string group, string version)
    {
        var parsed = GroupVersionKind.Parse(apiVersion, "K");

        Assert.Equal((group, version, "K"), (parsed.Group, parsed.Version, parsed.Kind));
        Assert.Equal(apiVersion, parsed.ApiVersion);
    }
}
