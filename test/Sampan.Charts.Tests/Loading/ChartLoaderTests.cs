namespace Sampan.Charts.Tests.Loading;

public sealed class ChartLoaderTests
{
    [Theory]
    [InlineData("version: 1.0.0\n", "validation: chart.metadata.name is required")]
    [InlineData("name: c\n", "validation: chart.metadata.version is required")]
    [InlineData("name: c\nversion: x\n", "validation: chart.metadata.version \"x\" is invalid")]
    [InlineData("name: a/b\nversion: 1.0.0\n", "validation: chart.metadata.name \"a/b\" is invalid")]
    [InlineData("name: ..\nversion: 1.0.0\n", "validation: chart.metadata.name \"..\" is not allowed")]
    [InlineData("name: c\nversion: 1.0.0\ntype: other\n", "validation: chart.metadata.type must be application or library")]
    [InlineData("name: c\nversion: 1.0.0\nmaintainers: [null]\n", "validation: maintainers must not contain empty or null nodes")]
    [InlineData("name: c\nversion: 1.0.0\ndependencies: [{name: d}, {name: d}]\n", "validation: more than one dependency with name or alias \"d\"")]
    [InlineData("name: c\nversion: 1.0.0\ndependencies: [{name: d, alias: $x}]\n", "validation: dependency \"d\" has disallowed characters in the alias")]
    [InlineData("- name\n", "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type chart.Metadata")]
    [InlineData("name: [c]\n", "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go struct field Metadata.name of type string")]
    public void LoadFiles_BadMetadata_FailsWithHelmsMessage(string chartYaml, string message) =>
        Assert.Equal(message, Assert.Throws<ChartException>(() => ChartFiles.Chart(("Chart.yaml", chartYaml))).Message);

    [Fact]
    public void LoadFiles_NumbersAsTexts_ReadAsGoReadsThem()
    {
        var chart = ChartFiles.Chart(("Chart.yaml", "name: c\nversion: 1.10\nappVersion: 12345678\nannotations:\n  a: true\n  b: 1e6\n"));

        Assert.Equal(("1.1", "12345678"), (chart.Metadata.Version, chart.Metadata.AppVersion));
        Assert.Equal(("true", "1e+06"), (chart.Metadata.Annotations["a"], chart.Metadata.Annotations["b"]));
    }

    [Fact]
    public void LoadFiles_OldRequirements_BecomeDependenciesAndStayFiles()
    {
        var chart = ChartFiles.Chart(("Chart.yaml", "name: c\nversion: 1.0.0\n"), ("requirements.yaml", "dependencies:\n- name: d\n  version: 1.x\n"));

        Assert.Equal("d", Assert.Single(chart.Metadata.Dependencies!)!.Name);
        Assert.Contains(chart.Files, file => file.Name == "requirements.yaml");
    }

    [Fact]
    public void LoadFiles_BrokenSubchart_NamesIt() =>
        Assert.Equal(
            "error unpacking subchart s in c: Chart.yaml file is missing",
            Assert.Throws<ChartException>(() => ChartFiles.Chart(("charts/s/values.yaml", "a: 1"))).Message);

    [Fact]
    public void LoadFiles_UnderscoreAndDotFolders_AreNoSubcharts() =>
        Assert.Empty(ChartFiles.Chart(("charts/_s/values.yaml", ""), ("charts/.s", ""), ("charts/x.prov", "")).Dependencies);

    [Fact]
    public void CustomResourceDefinitions_OfSubcharts_FollowTheCharts()
    {
        var chart = ChartFiles.Chart(
            ("crds/a.yaml", "a"), ("crds/readme.md", "r"), ("charts/s/Chart.yaml", "name: s\nversion: 1.0.0\n"), ("charts/s/crds/b.yml", "b"));

        Assert.Equal(["c/crds/a.yaml", "c/charts/s/crds/b.yml"], chart.CustomResourceDefinitions.Select(file => file.Name));
    }
}
