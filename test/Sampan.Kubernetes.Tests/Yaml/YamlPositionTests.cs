using Sampan.Kubernetes.Yaml;

namespace Sampan.Kubernetes.Tests.Yaml;

public sealed class YamlPositionTests
{
    private const string Text = "a: 1\nreleases:\n  - name: x\n    values:\n      - {b: 2}\n---\nlast: 1\n";

    [Fact]
    public void Find_NestedKey_IsTheKeysPosition() =>
        Assert.Equal(new YamlPosition(4, 5), YamlPosition.Find(Text, ["releases", 0, "values"]));

    [Fact]
    public void Find_StepThatIsNotThere_IsTheClosestParent() =>
        Assert.Equal(new YamlPosition(3, 5), YamlPosition.Find(Text, ["releases", 0, "chart"]));

    [Fact]
    public void Find_KeyOfALaterDocument_IsFound() =>
        Assert.Equal(7, YamlPosition.Find(Text, ["last"])?.Line);

    [Fact]
    public void Find_UnknownKeyOrBrokenText_IsNull()
    {
        Assert.Null(YamlPosition.Find(Text, ["nowhere"]));
        Assert.Null(YamlPosition.Find("a: [", ["a"]));
    }
}
