using Sampan.Charts.Testing;
using Sampan.Charts.Testing.Suites;

namespace Sampan.Charts.Tests.Testing.Suites;

public sealed class SetPathTests
{
    [Theory]
    [InlineData("a", "a: x\n")]
    [InlineData("a.b.c", "a:\n  b:\n    c: x\n")]
    [InlineData("a[1]", "a:\n  - null\n  - x\n")]
    [InlineData("a[0].b", "a:\n  - b: x\n")]
    [InlineData("a[0][1]", "a:\n  - - null\n    - x\n")]
    [InlineData("a.[b.c/d]", "a:\n  b.c/d: x\n")]
    [InlineData("[b.c].d", "b.c:\n  d: x\n")]
    public void Build_Path_MakesTheValues(string path, string expected) => Assert.Equal(expected, TestYaml.Write(SetPath.Build(path, "x")));

    [Theory]
    [InlineData("")]
    [InlineData("a.")]
    [InlineData("a=b")]
    [InlineData("a[x]")]
    [InlineData("a[1")]
    [InlineData("a[0]b")]
    [InlineData("a[99999999]")]
    public void Build_NoPath_Throws(string path) => Assert.StartsWith($"set path \"{path}\": ", Assert.Throws<ChartException>(() => SetPath.Build(path, "x")).Message, StringComparison.Ordinal);
}
