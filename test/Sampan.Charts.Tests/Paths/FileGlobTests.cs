using Sampan.Charts.Paths;

namespace Sampan.Charts.Tests.Paths;

public sealed class FileGlobTests
{
    [Theory]
    [InlineData("conf/*", "conf/a.yaml", true)]
    [InlineData("conf/*", "conf/d/a.yaml", false)]
    [InlineData("conf/**", "conf/d/a.yaml", true)]
    [InlineData("**.yaml", "conf/d/a.yaml", true)]
    [InlineData("{a,b}.txt", "b.txt", true)]
    [InlineData("{a,b}.txt", "c.txt", false)]
    [InlineData("[!a-c].txt", "d.txt", true)]
    [InlineData("[!a-c].txt", "b.txt", false)]
    [InlineData("\\[b\\].txt", "[b].txt", true)]
    [InlineData("{a", "a", false)]
    [InlineData("[a", "anything", true)]
    public void Compile_Pattern_MatchesAsHelms(string pattern, string name, bool matches) =>
        Assert.Equal(matches, FileGlob.Compile(pattern)(name));
}
