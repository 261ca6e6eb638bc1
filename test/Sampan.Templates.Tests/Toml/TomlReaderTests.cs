using Sampan.Templates.Functions;

namespace Sampan.Templates.Tests.Toml;

public sealed class TomlReaderTests
{
    [Theory]
    [InlineData("a = \"x\\t\\u00e9\\\"\"\n'b c' = 'l\\n'", "{\"a\":\"x\\té\\\"\",\"b c\":\"l\\\\n\"}")]
    [InlineData("a = \"\"\"\nx\n  y \\\n   z\"\"\"\"\nb = '''\nq'r'''", "{\"a\":\"x\\n  y z\\\"\",\"b\":\"q'r\"}")]
    [InlineData("a = \"\"\nb = ''\n\"c.d\".e = {f = [1, 2.5], g = {h = true}}", "{\"a\":\"\",\"b\":\"\",\"c.d\":{\"e\":{\"f\":[1,2.5],\"g\":{\"h\":true}}}}")]
    [InlineData("[[t]]\nn = 1\n[[t]]\nn = -2_0", "{\"t\":[{\"n\":1},{\"n\":-20}]}")]
    public void FromToml_Document_IsRead(string toml, string json) => Assert.Equal(json, Render("{{ fromToml .t | toRawJson }}", toml));

    [Theory]
    [InlineData("a = \"x\ny\"", "strings cannot contain newlines")]
    [InlineData("a = 'x", "unexpected EOF")]
    [InlineData("a = \"\"\"x", "unexpected EOF")]
    [InlineData("a = \"\\q\"", "invalid escape character 'q'")]
    [InlineData("a = {b = 1,}", "trailing comma")]
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
