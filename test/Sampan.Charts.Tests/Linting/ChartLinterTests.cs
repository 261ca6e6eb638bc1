using Sampan.Charts.Linting;

namespace Sampan.Charts.Tests.Linting;

public sealed class ChartLinterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sampan-lint-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Lint_GoodChart_RecommendsAnIcon() =>
        Assert.Equal(["[INFO] Chart.yaml: icon is recommended"], Lint(("Chart.yaml", ChartFiles.ChartYaml), ("values.yaml", "a: 1\n"), ("templates/t.yaml", "kind: Pod\nmetadata: {name: p}\n")));

    [Fact]
    public void Lint_ManyMistakes_FindsThemInOrder() => Assert.Equal(
        [
            "[ERROR] Chart.yaml: appVersion should be of type string but it's of type float64",
            "[ERROR] Chart.yaml: invalid icon URL 'x'",
            "[INFO] values.yaml: file does not exist",
            "[WARNING] templates/t.yaml: document starts with an illegal indent: \" kind: Deployment\", which may cause parsing problems",
            "[ERROR] templates/t.yaml: a Deployment must contain matchLabels or matchExpressions, and \"d\" does not",
        ],
        Lint(("Chart.yaml", ChartFiles.ChartYaml + "appVersion: 1.5\nicon: x\n"), ("templates/t.yaml", " kind: Deployment\n metadata: {name: d}\n")));

    [Fact]
    public void Lint_RequiredAndFail_LetRenderingGoOn() =>
        Assert.Equal(["[INFO] Chart.yaml: icon is recommended", "[INFO] values.yaml: file does not exist"], Lint(("Chart.yaml", ChartFiles.ChartYaml), ("templates/t.yaml", "a: {{ required \"x\" .Values.x }}{{ fail \"y\" }}\nmetadata: {name: n}")));

    [Fact]
    public void Lint_ValuesThatDoNotFitASubchart_AreNotTheTemplatesMistake() => Assert.Equal(
        ["[INFO] Chart.yaml: icon is recommended"],
        Lint(
            ("Chart.yaml", ChartFiles.ChartYaml + "dependencies: [{name: sub, version: '*', repository: ''}]\n"),
            ("values.yaml", "sub: 1\n"),
            ("templates/t.yaml", "metadata: {name: n}"),
            ("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 0.1.0\n")));

    [Fact]
    public void Lint_NoChart_SaysWhere() =>
        Assert.Equal("unable to check Chart.yaml file in chart: stat nope/Chart.yaml: no such file or directory", Assert.Throws<ChartException>(() => ChartLinter.Lint("nope", new Dictionary<string, object?>())).Message);

    private IEnumerable<string> Lint(params (string Name, string Text)[] files)
    {
        foreach (var (name, text) in files)
        {
            var path = Path.Combine(_folder.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        return ChartLinter.Lint(_folder.FullName, new Dictionary<string, object?>()).Select(message => message.ToString());
    }
}
