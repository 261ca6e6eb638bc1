using CsCheck;
using Sampan.Charts.Values;

namespace Sampan.Charts.Tests.Values;

public sealed class SetExpressionTests
{
    [Fact]
    public void Parse_NestedNamesAndIndexes_BuildsMapsAndLists()
    {
        var values = SetExpression.Parse("a.b[1].c=x,d={1,two}");

        var list = Assert.IsType<List<object?>>(Assert.IsType<Dictionary<string, object?>>(values["a"])["b"]);
        Assert.Null(list[0]);
        Assert.Equal("x", Assert.IsType<Dictionary<string, object?>>(list[1])["c"]);
        Assert.Equal([1L, "two"], Assert.IsType<List<object?>>(values["d"]));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("NULL", null)]
    [InlineData("0", 0L)]
    [InlineData("-7", -7L)]
    [InlineData("007", "007")]
    [InlineData("1.5", "1.5")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    [InlineData("a\\,b\\.c", "a,b.c")]
    public void Parse_Value_IsTypedAsHelmTypesIt(string text, object? expected) =>
        Assert.Equal(expected, SetExpression.Parse($"k={text}")["k"]);

    [Theory]
    [InlineData("a", "key \"a\" has no value")]
    [InlineData("a,b=1", "key \"a\" has no value (cannot end with ,)")]
    [InlineData("a.=1", "key map \"a\" has no value")]
    [InlineData("a={1", "list must terminate with '}'")]
    [InlineData("a[-1]=1", "negative -1 index not allowed")]
    [InlineData("a[65537]=1", "index of 65537 is greater than maximum supported index of 65536")]
    [InlineData("a[x]=1", "error parsing index: strconv.Atoi: parsing \"x\": invalid syntax")]
    [InlineData("a[0]b=1", "unexpected data at end of array index: ['b']")]
    [InlineData("a=1,a.b=2", "unable to parse key: interface conversion: interface {} is int64, not map[string]interface {}")]
    public void Parse_Malformed_FailsWithHelmsMessage(string expression, string message) =>
        Assert.Equal(message, Assert.Throws<SetExpressionException>(() => SetExpression.Parse(expression)).Message);

    [Fact]
    public void ParseInto_Existing_KeepsWhatIsBeside()
    {
        var values = SetExpression.Parse("a.b=1,a.c=2");

        SetExpression.ParseInto(values, "a.c=[3,{\"d\":null}],a.e=", SetSyntax.Json);

        var a = Assert.IsType<Dictionary<string, object?>>(values["a"]);
        Assert.Equal(1L, a["b"]);
        Assert.Equal(3.0, Assert.IsType<List<object?>>(a["c"])[0]);
        Assert.Null(a["e"]);
    }

    [Fact]
    public void ParseInto_Literal_TakesCommasAndBackslashesAsTheyAre() =>
        Assert.Equal("x,y=\\z{", SetExpression.Parse("a.b=x,y=\\z{", SetSyntax.Literal).Values.OfType<Dictionary<string, object?>>().Single()["b"]);

    [Fact]
    public void Parse_AnyText_ParsesOrFailsCleanly() =>
        Gen.Select(Gen.OneOf(Gen.String["ab=,.[]{}\\0 "], Gen.String), Gen.Enum<SetSyntax>()).Sample((text, syntax) =>
        {
            try
            {
                SetExpression.ParseInto([], text, syntax, path => path);
            }
            catch (SetExpressionException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        });
}
