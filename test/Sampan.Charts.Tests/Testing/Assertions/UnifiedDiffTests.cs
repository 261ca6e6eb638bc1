using CsCheck;
using Sampan.Charts.Testing.Assertions;

namespace Sampan.Charts.Tests.Testing.Assertions;

public sealed class UnifiedDiffTests
{
    [Fact]
    public void Of_ChangesFarApart_MakesAHunkForEach() => Assert.Equal(
        """
        --- Expected
        +++ Actual
        @@ -1,2 +1,2 @@
        -a
        +A
         b
        @@ -5,2 +5,3 @@
         e
        +x
         f

        """.ReplaceLineEndings("\n"),
        UnifiedDiff.Of("a\nb\nc\nd\ne\nf", "A\nb\nc\nd\ne\nx\nf"));

    [Fact]
    public void Of_AnyTexts_LeavesOutNoChangedLine() => Gen.Select(Lines, Lines).Sample((before, after) =>
    {
        var diff = UnifiedDiff.Of(string.Join('\n', before), string.Join('\n', after)).Split('\n').Skip(2).ToArray();
        Assert.Equal(after.Length - before.Length, diff.Count(line => line.StartsWith('+')) - diff.Count(line => line.StartsWith('-')));
        Assert.Equal(before.SequenceEqual(after), diff is [""]);
    });

    private static Gen<string[]> Lines => Gen.Char["abc"].Select(character => character.ToString()).Array[1, 12];
}
