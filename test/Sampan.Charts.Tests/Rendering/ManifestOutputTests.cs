using Sampan.Charts.Rendering;

namespace Sampan.Charts.Tests.Rendering;

public sealed class ManifestOutputTests
{
    private static readonly RenderedChart Rendered = ChartRenderer.Render(
        ChartFiles.Chart(
            ("crds/d.yaml", "kind: CustomResourceDefinition\n"),
            ("templates/a.yaml", "kind: Pod"),
            ("templates/sub/b.yaml", "kind: Secret"),
            ("templates/t.yaml", "kind: Job\nmetadata: {annotations: {helm.sh/hook: test}}")),
        new Dictionary<string, object?>(),
        new ReleaseIdentity("demo", "apps"));

    [Fact]
    public void Text_Everything_IsManifestsThenHooks() => Assert.Equal(
        "---\n# Source: c/templates/sub/b.yaml\nkind: Secret\n---\n# Source: c/templates/a.yaml\nkind: Pod\n---\n# Source: c/templates/t.yaml\nkind: Job\nmetadata: {annotations: {helm.sh/hook: test}}\n",
        new ManifestOutput().Text(Rendered).ToString());

    [Fact]
    public void Text_IncludeDefinitions_PutsThemFirst() => Assert.StartsWith(
        "---\n# Source: c/crds/d.yaml\nkind: CustomResourceDefinition\n\n---\n# Source: c/templates/sub/b.yaml\n",
        new ManifestOutput { IncludeDefinitions = true, SkipTests = true }.Text(Rendered).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Text_ShowOnly_SelectsInTheOrderOfPatterns() => Assert.Equal(
        "---\n# Source: c/templates/a.yaml\nkind: Pod\n---\n# Source: c/templates/sub/b.yaml\nkind: Secret\n",
        new ManifestOutput { ShowOnly = ["templates/a*", "templates/*/*"], NoHooks = true }.Text(Rendered).ToString());

    [Fact]
    public void Text_ShowOnlyNothing_IsAnError() => Assert.Equal(
        "could not find template templates/none.yaml in chart",
        Assert.Throws<ChartException>(() => new ManifestOutput { ShowOnly = ["templates/none.yaml"] }.Text(Rendered)).Message);
}
