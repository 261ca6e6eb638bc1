using Sampan.Fleet.Naming;

namespace Sampan.Fleet.Tests.Naming;

public sealed class FleetNamesTests
{
    [Fact]
    public void Work_NamespacedObject_EndsInTheHashThatKarmadaGives() =>
        Assert.Equal("nginx-556c785b5d", FleetNames.Work("Deployment", "nginx", "t"));

    [Fact]
    public void Binding_RbacName_BecomesASubdomain() => Assert.Equal("system.node-clusterrole", FleetNames.Binding("ClusterRole", "system:Node"));

    [Theory]
    [InlineData("karmada-es-member1", "member1")]
    [InlineData("default", null)]
    public void ClusterOf_Namespace_IsTheMember(string @namespace, string? expected) => Assert.Equal(expected, ExecutionNamespace.ClusterOf(@namespace));
}
