using Sampan.Server.Defaulting;
using Sampan.Server.Resources;

namespace Sampan.Server.Tests.Defaulting;

public sealed class BuiltInDefaultsTests
{
    [Fact]
    public void Apply_Deployment_GetsWhatControllersDereference()
    {
        var spec = Defaulted.Object("apps/v1", "Deployment", """{"spec":{"selector":{},"template":{"spec":{"containers":[{"name":"c","image":"nginx"}]}}}}""")["spec"]!;

        Assert.Equal(1, (int)spec["replicas"]!);
        Assert.Equal("""{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":"25%","maxSurge":"25%"}}""", spec["strategy"]!.ToJsonString());
        Assert.Equal("Always", (string?)spec["template"]!["spec"]!["containers"]![0]!["imagePullPolicy"]);
        Assert.Equal(30, (int)spec["template"]!["spec"]!["terminationGracePeriodSeconds"]!);
    }

    [Fact]
    public void Apply_Pod_RequestsItsLimits()
    {
        var pod = Defaulted.Object("v1", "Pod", """{"spec":{"containers":[{"name":"c","image":"a:1","resources":{"limits":{"cpu":"1.0001","memory":"1Gi"},"requests":{"memory":"1Mi"}}}]}}""");

        Assert.Equal("""{"limits":{"cpu":"1001m","memory":"1Gi"},"requests":{"memory":"1Mi","cpu":"1001m"}}""", pod["spec"]!["containers"]![0]!["resources"]!.ToJsonString());
    }

    [Theory]
    [InlineData("nginx", true)]
    [InlineData("nginx:latest", true)]
    [InlineData("registry:5000/nginx", true)]
    [InlineData("nginx:1.25", false)]
    [InlineData("nginx@sha256:abc", false)]
    [InlineData("nginx@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("a.b/c/nginx:latest@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("localhost/nginx", true)]
    [InlineData("Registry/nginx", true)]
    [InlineData("Nginx", false)]
    [InlineData("my__image-x.y", true)]
    [InlineData("", false)]
    public void IsLatest_Reference_LooksAtTheTagAlone(string reference, bool expected) => Assert.Equal(expected, ImageReference.IsLatest(reference));

    [Fact]
    public void Apply_Service_TargetsItsOwnPort() => Assert.Equal(
        """[{"port":80,"targetPort":80,"protocol":"TCP"}]""",
        Defaulted.Object("v1", "Service", """{"spec":{"ports":[{"port":80}]}}""")["spec"]!["ports"]!.ToJsonString());

    [Fact]
    public void Apply_AnyKindTwice_EqualsOnce() => Assert.All(ResourceCatalog.BuiltIn, resource =>
    {
        var once = Defaulted.Object(resource.Type.ApiVersion, resource.Type.Kind, """{"metadata":{"name":"x"},"spec":{}}""");
        var twice = once.DeepClone().AsObject();

        BuiltInDefaults.Apply(twice, resource.Type.GroupVersionKind);

        Assert.Equal(once.ToJsonString(), twice.ToJsonString());
    });
}
