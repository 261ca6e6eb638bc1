using Sampan.Kubernetes.Identity;
using Sampan.Releases.Declarations;
using Sampan.Releases.Life;
using Sampan.Releases.Rendering;

namespace Sampan.Releases.Tests.Rendering;

public sealed class ReleaseRendererTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sampan-render-");

    public ReleaseRendererTests()
    {
        Write("chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
        Write("chart/values.yaml", "image: {}\nreplicas: 1\nsub:\n  size: 2\n");
        Write("helmfile.yaml", "releases:\n- name: web\n  chart: ./chart\n  values:\n  - replicas: 3\n    imgae: x\n");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Render_TemplateThatFails_ShowsLinesOutputAndValues()
    {
        Write("chart/templates/_h.tpl", "{{ define \"h\" }}\n  {{ .Values.image.repository.name }}\n{{ end }}");
        Write("chart/templates/d.yaml", "kind: Pod\nreplicas: {{ .Values.replicas }}\nimage: {{ include \"h\" . }}\n");
        Assert.Equal(
            """
              web/templates/d.yaml:3:11
                image: {{ include "h" . }}
                          ^
              web/templates/_h.tpl:2:13
                {{ .Values.image.repository.name }}
                          ^
              rendered so far:
                kind: Pod
                replicas: 3
                image: 
              values read there:
                .Values.image.repository is not set
                .Values.image = {}  (chart/values.yaml:1:1)
            """,
            Error());
    }

    [Fact]
    public void Render_ManifestThatIsNoYaml_ShowsItsLines()
    {
        Write("chart/templates/d.yaml", "kind: Pod\na: b\nspec: [{{ .Values.replicas }}\nend: x\n");
        Assert.Contains(">", Error(), StringComparison.Ordinal);
        Assert.Contains("3 spec: [3", Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_TemplateOfASubchart_NamesTheValuesBelowIt()
    {
        Write("chart/charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n");
        Write("chart/charts/sub/templates/s.yaml", "a: {{ fail (print .Values.size) }}\n");
        Assert.Contains("    .Values.size = 2  (chart/values.yaml:4:3)", Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ValueThatNothingUses_IsWarnedOfWithItsPlace()
    {
        Write("chart/templates/d.yaml", "kind: Pod\nimage: {{ toYaml .Values.image }}\n");
        var warning = Assert.Single(Render().Warnings);
        Assert.Equal("release web: value imgae is not used: chart web neither has a default for it nor reads it (helmfile.yaml:6:5). Did you mean image?", warning.Replace($"{_folder.FullName}/", "", StringComparison.Ordinal));
    }

    /// <summary>The context of the error, without the message, and with paths from the folder.</summary>
    private string Error()
    {
        var lines = Assert.Throws<ReleaseException>(Render).Message.Replace($"{_folder.FullName}/./", "", StringComparison.Ordinal).Replace($"{_folder.FullName}/", "", StringComparison.Ordinal).Split('\n');
        return string.Join('\n', lines.Skip(1));
    }

    private RenderedRelease Render()
    {
        var declaration = Assert.Single(new DeclarationLoader(new DeclarationOptions()).Load(Path.Combine(_folder.FullName, "helmfile.yaml")));
        var capabilities = ClusterCapabilities.Offline(Array.Empty<ResourceType>());
        return new ReleaseRenderer(TimeProvider.System).Render(declaration.Releases[0], capabilities.Capabilities, capabilities.IsNamespaced, isUpgrade: false, live: null, TestContext.Current.CancellationToken);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
