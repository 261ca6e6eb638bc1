using CsCheck;
using Sampan.Server.Cel;
using Sampan.Server.Cel.Parsing;

namespace Sampan.Server.Tests.Cel;

public class ParserTests
{
    private static readonly string[] Pieces =
    [
        "a", "self", "1", "1.5", "2u", "'x'", "b'y'", "true", "null", "(", ")", "[", "]", "{", "}", ".", ",", ":", "?", "!", "-", "+", "*", "/", "%",
        "==", "!=", "<", "<=", "&&", "||", "in", ".all(x, ", ".map(", "has(", ".?b", "[?0]", " ", "\n", "'", "\"", "\\", "@", "`", "é", "😁", "0x", "//", "r'''", "optMap",
    ];

    [Fact]
    public void Parse_AnyText_EndsInATreeOrInErrorsWithinTheText() => Gen.String.Sample(Check);

    [Fact]
    public void Parse_AnySequenceOfPieces_EndsInATreeOrInErrorsWithinTheText() =>
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 40].Select(pieces => string.Concat(pieces)).Sample(Check);

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("-(")]
    [InlineData("a.")]
    [InlineData("1+")]
    [InlineData("!")]
    [InlineData("a?b:")]
    [InlineData("a||")]
    public void Parse_VeryManyOfTheSame_Ends(string piece) => Check(string.Concat(Enumerable.Repeat(piece, 5_000)) + "a");

    [Fact]
    public void Parse_ManyTermsOfOneOperator_IsNotTooDeep() =>
        Assert.NotNull(CelEnvironment.Kubernetes.Compile(string.Join(" || ", Enumerable.Repeat("true", 5_000))).Program);

    private static void Check(string text)
    {
        List<CelError> errors = [];
        Parser.Parse(text, errors);
        Assert.All(errors, error => Assert.InRange(error.Offset, 0, text.Length));

        // Whatever is wrong can be shown, and what is not wrong can be checked.
        Assert.NotNull(CelEnvironment.Kubernetes.Compile(text).Errors);
    }
}
