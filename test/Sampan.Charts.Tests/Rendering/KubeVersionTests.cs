using Sampan.Charts.Rendering;

namespace Sampan.Charts.Tests.Rendering;

public sealed class KubeVersionTests
{
    [Theory]
    [InlineData("1.20.0", "v1.20.0", "1", "20")]
    [InlineData("v1.31", "v1.31", "1", "31")]
    [InlineData("1.30.2-eks-1", "v1.30.2", "1", "30")]
    public void Parse_Text_IsHelmsVersion(string text, string version, string major, string minor) =>
        Assert.Equal(new KubeVersion(version, major, minor), KubeVersion.Parse(text));

    [Theory]
    [InlineData("abc", "could not parse \"abc\" as version")]
    [InlineData("1", "illegal version string \"1\"")]
    public void Parse_NoVersion_FailsWithHelmsMessage(string text, string message) =>
        Assert.Equal(message, Assert.Throws<ChartException>(() => KubeVersion.Parse(text)).Message);
}
