using Sampan.Kubernetes.Naming;

namespace Sampan.Kubernetes.Tests.Naming;

public sealed class ClosestNameTests
{
    [Theory]
    [InlineData("replcas", "replicas")]
    [InlineData("Replicas", "replicas")]
    [InlineData("imagePullPolcy", "imagePullPolicy")]
    [InlineData("tga", "tag")]
    [InlineData("completely", null)]
    [InlineData("x", null)]
    public void Of_Name_GivesWhatWasMeant(string name, string? expected) => Assert.Equal(expected, ClosestName.Of(name, ["replicas", "imagePullPolicy", "tag"]));

    [Fact]
    public void Of_NoCandidates_GivesNone() => Assert.Null(ClosestName.Of("a", []));
}
