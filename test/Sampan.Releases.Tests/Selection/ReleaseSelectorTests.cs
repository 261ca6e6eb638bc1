using Sampan.Releases.Declarations;
using Sampan.Releases.Selection;

namespace Sampan.Releases.Tests.Selection;

public sealed class ReleaseSelectorTests
{
    private static readonly Dictionary<string, string> Labels = new() { ["app"] = "shop", ["tier"] = "web" };

    [Theory]
    [InlineData("app=shop", true)]
    [InlineData("app=shop,tier=web", true)]
    [InlineData("app=shop,tier=db", false)]
    [InlineData("tier!=db", true)]
    [InlineData("absent!=x", true)]
    [InlineData("absent=x", false)]
    public void Matches_Selector_HoldsWhereEveryRequirementHolds(string selector, bool expected) =>
        Assert.Equal(expected, ReleaseSelector.Parse(selector).Matches(Labels));

    [Theory]
    [InlineData("app")]
    [InlineData("=x")]
    [InlineData("a=b c")]
    [InlineData("")]
    public void Parse_Malformed_SaysWhichTerm(string selector) =>
        Assert.Contains("k=v", Assert.Throws<DeclarationException>(() => ReleaseSelector.Parse(selector)).Message, StringComparison.Ordinal);
}
