namespace Sampan.Templates.Tests.Functions;

/// <summary>Built-in functions at the edges of their types.</summary>
public sealed class BuiltinTests
{
    [Theory]
    [InlineData("{{ index \"\" 0 }}", "reflect: string index out of range")]
    [InlineData("{{ chunk -1 (list 1 2) | toJson }}{{ chunk -1 (list 1 2 3) }}", "makeslice: len out of range")]
    [InlineData("{{ eq (list 1) (dict) }}", "non-comparable types [%!s(int=1)]: []interface {}, map[string]interface {}: map[]")]
    [InlineData("{{ eq (dict \"a\" 1) (dict) }}", "non-comparable type map[]: map[string]interface {}")]
    [InlineData("{{ \"x\" | call }}", "non-function x of type string")]
    [InlineData("{{ list 1 | call }}", "non-function <[]interface {} Value> of type []interface {}")]
    [InlineData("{{ (semver \"1.2.3\").major }}", "major is an unexported field of struct type *semver.Version")]
    [InlineData("{{ printf \"%d\" (semver \"1.2.3\") }}", "&{1 2 3 %!d(string=) %!d(string=) %!d(string=1.2.3)}")]
    [InlineData("{{ mustToDate \"2006\" \"é\" }}", "parsing time \"\\xc3\\xa9\" as \"2006\": cannot parse \"\\xc3\\xa9\" as \"2006\"")]
    [InlineData("{{ trimAll \"é\" \"ßéabcéß\"\"ßéabcéß\" }}", "unexpected \"\\\"ßéabcéß\\\"\"... in operand")]
    public void Render_Template_GivesWhatGoDoes(string template, string output) => Assert.EndsWith(output, RenderedTemplate.Of(template), StringComparison.Ordinal);
}
