namespace Sampan.Templates.Tests.Serialization;

/// <summary>The first mistake of a YAML or JSON text is the one that Helm names.</summary>
public sealed class ParsedTextTests
{
    [Theory]
    [InlineData("{{ fromYaml \"...\" }}", "yaml: did not find expected node content]")]
    [InlineData("{{ (fromYaml \"null: 1\\n<<: x\").Error }}", "map merge requires map or sequence of maps as the value")]
    [InlineData("{{ (fromYaml \"null: 1\\n? {b: 1, a: 2, a: 3}\\n: x\").Error }}", "invalid map key: map[interface {}]interface {}{\"a\":3, \"b\":1}")]
    [InlineData("{{ fromYaml \"a: ! 2\" | toJson }}", "{\"a\":\"2\"}")]
    [InlineData("{{ (fromJson \"nul\").Error }}", "invalid character ' ' in literal null (expecting 'l')")]
    [InlineData("{{ (fromJson \"-\").Error }}", "invalid character ' ' in numeric literal")]
    [InlineData("{{ fromJsonArray \"{\\\"a\\\":1e999}\" }}", "json: cannot unmarshal object into Go value of type []interface {}]")]
    public void Render_Template_GivesWhatGoDoes(string template, string output) => Assert.EndsWith(output, RenderedTemplate.Of(template), StringComparison.Ordinal);
}
