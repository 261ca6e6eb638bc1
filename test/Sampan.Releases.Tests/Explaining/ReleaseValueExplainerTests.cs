using Sampan.Charts.Values.Origins;
using Sampan.Releases.Declarations;
using Sampan.Releases.Explaining;
using Sampan.Releases.Rendering;

namespace Sampan.Releases.Tests.Explaining;

public sealed class ReleaseValueExplainerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sampan-explain-");

    public ReleaseValueExplainerTests()
    {
        Write("chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
        Write("chart/values.yaml", "replicas: 1\nimage:\n  tag: latest\nport: 80\n");
        Write("prod.yaml", "web:\n  replicas: 5\n");
        Write("web.yaml", "image: {tag: v1}\n");
        Write("web.yaml.gotmpl", "{{- $count := .Values.web.replicas }}\nreplicas: {{ $count }}\nzone: {{ .Values.zone }}\n");
        Write(
            "helmfile.yaml",
            """
            environments:
              default:
                values:
                - web: {replicas: 2}
                  zone: a
                - prod.yaml
            ---
            releases:
            - name: web
              chart: ./chart
              values:
              - web.yaml
              - web.yaml.gotmpl
              - port: 8080
                image: {tag: v2}
              set:
              - {name: image.tag, value: v3}
            """);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("image.tag", "image.tag=v3", "helmfile.yaml:15:13", "web.yaml:1:9", "values.yaml:3:3")]
    [InlineData("port", "helmfile.yaml:14:5", "values.yaml:4:1")]
    [InlineData("replicas", "web.yaml.gotmpl:2:1", "values.yaml:1:1")]
    public void Explain_EveryLayer_IsNamedWithItsPlace(string path, params string[] expected) =>
        Assert.Equal(expected, Assert.Single(Explain(path)).Value.Origins.Select(Place));

    [Fact]
    public void Explain_ValueOfATemplate_TellsWhatItRead()
    {
        var read = Assert.Single(Assert.Single(Explain("replicas")).Reads);
        Assert.Equal(["web", "replicas"], read.Path);
        Assert.Equal(["prod.yaml:2:3", "helmfile.yaml:4:13"], read.Origins.Select(Place));
        Assert.Equal("environment default", read.Origins[0].Layer.Role);
    }

    [Fact]
    public void Explain_NoPath_ExplainsEveryValue() =>
        Assert.Equal(["image.tag", "port", "replicas", "zone"], Explain("").Select(value => ValuePath.Write(value.Value.Path)));

    private IReadOnlyList<ReleaseValue> Explain(string path)
    {
        var declaration = Assert.Single(new DeclarationLoader(new DeclarationOptions()).Load(Path.Combine(_folder.FullName, "helmfile.yaml")));
        return new ReleaseValueExplainer(declaration, declaration.Releases[0], new ReleaseRenderer(TimeProvider.System)).Explain(ValuePath.Parse(path));
    }

    private static string Place(ValueOrigin origin) =>
        $"{(origin.Layer.Kind == ValueLayerKind.Set ? origin.Layer.Source : Path.GetFileName(origin.Layer.Source))}{(origin.Position is { } position ? $":{position.Line}:{position.Column}" : "")}";

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
