using CsCheck;
using Sampan.Charts.Values.Origins;

namespace Sampan.Charts.Tests.Values.Origins;

public sealed class ValuePathTests
{
    [Fact]
    public void Parse_WhatWriteWrote_GivesTheStepsAgain() => Gen.Select(
        Gen.String[1, 5], Gen.OneOf(Gen.Int[0, 99].Select(index => (object)index), Gen.String[1, 5].Select(key => (object)key)).Array[0, 4]).Sample((first, rest) =>
            Assert.Equal([first, .. rest], ValuePath.Parse(ValuePath.Write([first, .. rest]))));

    [Theory]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("a[")]
    [InlineData("a[x]")]
    [InlineData("a[-1]")]
    public void Parse_NoPath_Throws(string path) => Assert.Throws<ChartException>(() => ValuePath.Parse(path));
}
