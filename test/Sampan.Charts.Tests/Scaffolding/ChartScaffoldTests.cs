using Sampan.Charts.Linting;
using Sampan.Charts.Loading;
using Sampan.Charts.Rendering;
using Sampan.Charts.Scaffolding;
using Sampan.Charts.Tests.Servers;

namespace Sampan.Charts.Tests.Scaffolding;

public sealed class ChartScaffoldTests : IDisposable
{
    private readonly ChartWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Create_Chart_LintsAndRenders()
    {
        ChartScaffold.Create("web", _workspace.Folder, Assert.Fail);

        var chart = ChartLoader.Load(_workspace.PathOf("web"));
        var rendered = ChartRenderer.Render(chart, new Dictionary<string, object?>(), new ReleaseIdentity("r", "default", 1, IsInstall: true, IsUpgrade: false), Capabilities.Default, new RenderOptions());

        Assert.DoesNotContain(ChartLinter.Lint(_workspace.PathOf("web"), new Dictionary<string, object?>(), new LintOptions { Namespace = "default", KubeVersion = Capabilities.Default.KubeVersion }), message => message.Severity > LintSeverity.Info);
        Assert.Equal(["web/templates/serviceaccount.yaml", "web/templates/service.yaml", "web/templates/deployment.yaml"], rendered.Manifests.Select(manifest => manifest.Source));
        Assert.All(rendered.Manifests, manifest => Assert.Contains("  name: r-web\n", manifest.Content, StringComparison.Ordinal));
        Assert.DoesNotContain("<CHARTNAME>", string.Concat(chart.Raw.Select(file => file.Text)), StringComparison.Ordinal);
        Assert.True(Directory.Exists(_workspace.PathOf("web/charts")));
    }

    [Fact]
    public void Create_FileThatIsThere_IsOverwrittenAndTold()
    {
        _workspace.WriteFile("web/values.yaml", "mine: 1");
        _workspace.WriteFile("web/other", "mine");
        List<string> told = [];

        ChartScaffold.Create("web", _workspace.Folder, told.Add);

        Assert.Equal([$"WARNING: File \"{_workspace.PathOf("web/values.yaml")}\" already exists. Overwriting."], told);
        Assert.Equal("mine", File.ReadAllText(_workspace.PathOf("web/other")));
    }

    [Theory]
    [InlineData("", "chart name must be between 1 and 250 characters")]
    [InlineData("a b", "chart name must match the regular expression \"^[a-zA-Z0-9._-]+$\"")]
    public void Create_BadName_WritesNothing(string name, string message)
    {
        Assert.Equal(message, Assert.Throws<ChartException>(() => ChartScaffold.Create(name, _workspace.Folder, Assert.Fail)).Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_workspace.Folder));
    }

    [Fact]
    public void CreateFrom_Starter_GetsTheName()
    {
        _workspace.WriteFile("starter/Chart.yaml", "apiVersion: v2\nname: starter\nversion: 9.9.9\n");
        _workspace.WriteFile("starter/values.yaml", "name: <CHARTNAME>\n");
        _workspace.WriteFile("starter/templates/a.yaml", "kind: <CHARTNAME>\n");

        ChartScaffold.CreateFrom(_workspace.PathOf("starter"), "web", _workspace.Folder, DateTimeOffset.UnixEpoch);

        var chart = ChartLoader.Load(_workspace.PathOf("web"));
        Assert.Equal(("web", "0.1.0"), (chart.Name, chart.Metadata.Version));
        Assert.Equal("kind: web\n", Assert.Single(chart.Templates).Text);
        Assert.Equal("web", chart.Values!["name"]);
    }
}
