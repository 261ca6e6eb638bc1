using CsCheck;
using Sampan.Charts.Paths;

namespace Sampan.Charts.Tests.Paths;

public sealed class CleanPathTests
{
    [Theory]
    [InlineData("", ".")]
    [InlineData("a/./b//c", "a/b/c")]
    [InlineData("a/../../b", "../b")]
    [InlineData("/..", "/")]
    public void Of_Path_IsShortest(string path, string clean) => Assert.Equal(clean, CleanPath.Of(path));

    [Fact]
    public void Of_CleanPath_IsItself() =>
        Gen.String["a./"].Sample(path => CleanPath.Of(CleanPath.Of(path)) == CleanPath.Of(path));
}
