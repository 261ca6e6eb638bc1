using CsCheck;
using Sampan.Charts.Paths;

namespace Sampan.Charts.Tests.Paths;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("*.txt", "a.txt", true)]
    [InlineData("*.txt", "d/a.txt", false)]
    [InlineData("d/*/t?", "d/x/t1", true)]
    [InlineData("[a-c]*[^0-9]", "b12x", true)]
    [InlineData("[a-c]*[^0-9]", "b12", false)]
    [InlineData("a\\*", "a*", true)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    public void IsMatch_Pattern_AsGoMatches(string pattern, string path, bool matches) =>
        Assert.Equal(matches, PathPattern.IsMatch(pattern, path));

    [Theory]
    [InlineData("[")]
    [InlineData("[]")]
    [InlineData("a\\")]
    [InlineData("[a-]")]
    public void IsValid_Malformed_IsNot(string pattern) => Assert.False(PathPattern.IsValid(pattern));

    [Fact]
    public void IsMatch_EscapedText_MatchesOnlyItself() =>
        Gen.Select(Gen.String["ab*?[]\\/-"], Gen.String["ab*?[]\\/-"]).Sample((text, other) =>
            PathPattern.IsMatch(string.Concat(text.Select(character => $"\\{character}")), other) == (text == other));
}
