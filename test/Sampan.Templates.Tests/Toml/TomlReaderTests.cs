using Sampan.Templates.Functions;

namespace Sampan.Templates.Tests.Toml;

public sealed class TomlReaderTests
{
    [Theory]
    [InlineData("a = \"x\\t\\u00e9\\\"\"\n'b c' = 'l\\n'", "{\"a\":\"x\\té\\\"\",\"b c\":\"l\\\\n\"}")]
    [InlineData("a = \"\"\"\nx\n  y \\\n   z\"\"\"\"\nb = '''\nq'r'''", "{\"a\":\"x\\n  y z\\\"\",\"b\":\"q'r\"}")]
    [InlineData("a = \"\"\nb = ''\n\"c.d\".e = {f = [1, 2.5], g = {h = true}}", "{\"a\":\"\",\"b\":\"\",\"c.d\":{\"e\":{\"f\":[1,2.5],\"g\":{\"h\":true}}}}")]
    [InlineData("a = {b = 1, # one\n  c = 2,\n}\nd = \"\\x41\"", "{\"a\":{\"b\":1,\"c\":2},\"d\":\"A\"}")]
    [InlineData("[[t]]\nn = 1\n[[t]]\nn = -2_0", "{\"t\":[{\"n\":1},{\"n\":-20}]}")]
    public void FromToml_Document_IsRead(string toml, string json) => Assert.Equal(json, Render("{{ fromToml .t | toRawJson }}", toml));

    [Theory]
    [InlineData("a = \"x\ny\"", "strings cannot contain newlines")]
    [InlineData("a = 'x", "unexpected EOF")]
    [InlineData("a = \"\"\"x", "unexpected EOF")]
    [InlineData("a = \"\\q\"", "toml: line 1 (last key \"a\"): invalid escape in string '\\q'")]
    [InlineData("a = {b = 1 c = 2}", "line 1 (last key \"a.b\"): expected a comma or an inline table terminator '}', but got 'c' instead")]
    [InlineData("[t]x", "line 1 (last key \"t\"): expected a top-level item to end with a newline, comment, or EOF, but got 'x' instead")]
    [InlineData("[[t]\n", "line 2: expected end of table array name delimiter ']', but got '\\n' instead")]
    [InlineData("a+ = 1", "line 1: expected '.' or '=', but got '+' instead")]
    [InlineData("a = 2020-1-02", "invalid datetime: \"2020-1-02\"")]
    [InlineData("a = 1.", "Invalid float \"1.\": '.' must be followed by one or more digits")]
    [InlineData("a = 1x", "line 1: expected a top-level item to end")]
    [InlineData("[a]\n[[a]]", "Key 'a' was already created and cannot be used as an array.")]
    [InlineData("a = 1\u0001", "control characters: '0x01'")]
    public void FromToml_Mistake_IsNamed(string toml, string part) => Assert.Contains(part, Render("{{ (fromToml .t).Error }}", toml), StringComparison.Ordinal);

    [Theory]
    [InlineData("{a = ")]
    [InlineData("[")]
    public void FromToml_NestedWithoutEnd_IsRefused(string opening) =>
        Assert.Contains("nested too deeply", Render("{{ (fromToml .t).Error }}", $"a = {string.Concat(Enumerable.Repeat(opening, 100_000))}"), StringComparison.Ordinal);

    private static string Render(string template, string toml)
    {
        var set = new TemplateSet(FunctionTable.Helm);
        set.Parse("t", template);
        return set.Execute("t", new Dictionary<string, object?> { ["t"] = toml }, ExecutionOptions.Default);
    }
}
