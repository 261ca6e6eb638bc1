using Sampan.Charts.Versions;

namespace Sampan.Charts.Tests.Versions;

public sealed class ChartVersionsTests
{
    [Theory]
    [InlineData("^1.2.3", "1.9.0", true)]
    [InlineData("^1.2.3", "2.0.0", false)]
    [InlineData("^0.2.3", "0.3.0", false)]
    [InlineData("~1.2", "1.2.9", true)]
    [InlineData("~1.2", "1.3.0", false)]
    [InlineData("1.x", "1.4.2", true)]
    [InlineData("*", "0.1.0", true)]
    [InlineData("", "0.1.0", false)]
    [InlineData(">=1.0.0 <2.0.0", "1.5.0", true)]
    [InlineData(">=1.0.0, <2.0.0", "2.5.0", false)]
    [InlineData("1.0 - 2.0", "1.5.0", true)]
    [InlineData("<1.0.0 || >2.0.0", "3.0.0", true)]
    [InlineData("!=1.x", "1.2.0", false)]
    [InlineData(">1", "1.5.0", false)]
    [InlineData(">=1.20.0", "v1.36.0-eks.1", false)]
    [InlineData(">=1.20.0-0", "v1.36.0-eks.1", true)]
    [InlineData(">0.0.0-0", "0.0.0-0", false)]
    [InlineData("nonsense", "1.0.0", false)]
    public void IsCompatible_Range_AsHelmDecides(string range, string version, bool compatible) =>
        Assert.Equal(compatible, ChartVersions.IsCompatible(range, version));

    [Theory]
    [InlineData("1", true)]
    [InlineData("v1.2.3-a.1+b", true)]
    [InlineData("1.2.3.4", false)]
    [InlineData("7.2445e+06", false)]
    [InlineData("1.0.0-01", false)]
    public void IsValid_Text_AsHelmDecides(string text, bool valid) => Assert.Equal(valid, ChartVersions.IsValid(text));
}
