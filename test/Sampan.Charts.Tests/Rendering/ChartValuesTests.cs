using Sampan.Charts.Loading;
using Sampan.Charts.Rendering;

namespace Sampan.Charts.Tests.Rendering;

public sealed class ChartValuesTests
{
    [Theory]
    [InlineData("{{ printf \"%T %T %T\" . .Values .Template }}", "chartutil.Values chartutil.Values chartutil.Values")]
    [InlineData("{{ printf \"%T\" .Values.image }}", "map[string]interface {}")]
    [InlineData("{{ .Values.PathValue \"image.tag\" }}", "v1")]
    [InlineData("{{ (.Values.Table \"image\").tag }}", "v1")]
    [InlineData("{{ .Values.AsMap.image.tag }}", "v1")]
    [InlineData("{{ contains \"image:\\n  tag: v1\\n\" .Values.YAML }}", "true")]
    [InlineData("{{ kindIs \"map\" .Values }} {{ (merge (dict) .Values).image.tag }} {{ .Values.image | toJson }}", "true v1 {\"tag\":\"v1\"}")]
    public void Render_ValuesOfTheChart_AreHelmsType(string template, string expected) =>
        Assert.Equal(expected, Render(template, "unused"));

    [Theory]
    [InlineData("{{ .Values.PathValue \"image\" }}", "\"image\" is not a value")]
    [InlineData("{{ .Values.Table \"no\" }}", "\"no\" is not a table")]
    public void Render_ValueThatIsNotThere_IsNamed(string template, string part) =>
        Assert.Contains(part, Assert.Throws<ChartRenderException>(() => Render(template, "unused")).Message, StringComparison.Ordinal);

    [Fact]
    public void Render_SubchartSetsAValueOfItsOwn_TheParentSeesIt() =>
        Assert.Equal("set", Render("{{ .Values.sub.x }}", "{{ $_ := set .Values \"x\" \"set\" }}"));

    /// <summary>What the parent's template makes; that of the subchart is executed before it.</summary>
    private static string Render(string template, string subTemplate)
    {
        var chart = ChartLoader.LoadFiles(
        [
            File("Chart.yaml", "apiVersion: v2\nname: parent\nversion: 1.0.0\n"),
            File("values.yaml", "image:\n  tag: v1\n"),
            File("templates/a.yaml", $"kind: {template}"),
            File("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n"),
            File("charts/sub/templates/b.yaml", $"kind: {subTemplate}"),
        ]);
        var rendered = ChartRenderer.Render(chart, new Dictionary<string, object?>(), new ReleaseIdentity("r", "n"));
        return rendered.Manifests.Single(manifest => manifest.Source == "parent/templates/a.yaml").Content["kind: ".Length..];
    }

    private static ChartFile File(string name, string text) => new(name, System.Text.Encoding.UTF8.GetBytes(text));
}
