using System.Text.Json;
using CsCheck;
using Sampan.Charts.Testing.Assertions;
using Sampan.Charts.Values;
using Sampan.Charts.Values.Origins;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Charts.Tests.Values.Origins;

using Map = Dictionary<string, object?>;

public sealed class ValueExplanationTests
{
    private static readonly Chart Parent = ChartFiles.Chart(
        ("Chart.yaml", ChartFiles.ChartYaml + "dependencies:\n- {name: sub, version: 1.0.0, alias: db, import-values: [{child: exports, parent: imported}]}\n"),
        ("values.yaml", "image:\n  tag: latest\nglobal:\n  zone: a\ndb:\n  size: 2\n"),
        ("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n"),
        ("charts/sub/values.yaml", "size: 1\nuser: root\nglobal: {zone: z}\nexports: {port: 5432}\n"));

    [Fact]
    public void Explain_EachValue_ComesFromTheFirstOrigin() => Gen.Select(ValueTreeGen.Map, ValueTreeGen.Map.List[0, 3]).Sample((defaults, layers) =>
    {
        var chart = ChartFiles.Chart(("values.yaml", JsonSerializer.Serialize(defaults)));
        var explanation = Explain(chart, [.. layers]);
        foreach (var explained in explanation.Explain([]).Where(explained => explained.Path.Count > 0))
        {
            Assert.True(DataEquality.AreEqual(explained.Value, explained.Origins[0].Value));
        }
    });

    [Fact]
    public void Explain_OverriddenDefault_NamesBothWithTheirPlaces()
    {
        var layer = new ValueLayer(ValueLayerKind.File, "prod.yaml", ValuesReader.Read("a: 1\nimage: {tag: v1}\n")) { Text = new ValueText("a: 1\nimage: {tag: v1}\n") };
        var explained = Assert.Single(new ValueExplanation(Parent, "c", [layer], layer.Values).Explain(["image", "tag"]));
        Assert.Equal("v1", explained.Value);
        Assert.Equal(
            [("prod.yaml", "v1", new YamlPosition(2, 9)), ("c/values.yaml", "latest", new YamlPosition(2, 3))],
            explained.Origins.Select(origin => (origin.Layer.Source, (string)origin.Value!, origin.Position!.Value)));
    }

    [Theory]
    [InlineData("db.user", "c/charts/db/values.yaml:SubchartDefault=root")]
    [InlineData("db.size", "c/values.yaml:ChartDefault=2", "c/charts/db/values.yaml:SubchartDefault=1")]
    [InlineData("db.global.zone", "c/values.yaml:ChartDefault=a", "c/charts/db/values.yaml:SubchartDefault=z")]
    [InlineData("imported.port", "c/Chart.yaml:Imported=5432")]
    public void Explain_ValuesOfSubcharts_KnowTheirFiles(string path, params string[] expected) =>
        Assert.Equal(expected, Origins(Explain(Parent, []), path));

    [Fact]
    public void Explain_DeletedDefault_ShowsTheNull()
    {
        var explained = Assert.Single(Explain(Parent, [new Map { ["image"] = new Map { ["tag"] = null } }]).Explain(["image", "tag"]));
        Assert.False(explained.Exists);
        Assert.Null(explained.Origins[0].Value);
        Assert.Equal(2, explained.Origins.Count);
    }

    [Fact]
    public void Explain_MapReplacedByAnotherLayer_NamesThePlaceAbove()
    {
        var explained = Assert.Single(Explain(ChartFiles.Chart(("values.yaml", "a: {b: 1}\n")), [new Map { ["a"] = "text" }]).Explain(["a", "b"]));
        Assert.False(explained.Exists);
        Assert.Equal(["a"], explained.Origins[0].Path);
    }

    [Fact]
    public void Explain_SettingOfAnItem_LeavesTheOthersToTheLayersBelow()
    {
        var file = new ValueLayer(ValueLayerKind.File, "f", ValuesReader.Read("a: [x, y]\n"));
        var set = new ValueLayer(ValueLayerKind.Set, "a[1]=z", SetExpression.Parse("a[1]=z"));
        var values = ValuesReader.Read("a: [x, z]\n");
        var explanation = new ValueExplanation(ChartFiles.Chart(), "c", [file, set], values);
        Assert.Equal(["f"], Assert.Single(explanation.Explain(["a", 0])).Origins.Select(origin => origin.Layer.Source));
        Assert.Equal(["a[1]=z", "f"], Assert.Single(explanation.Explain(["a", 1])).Origins.Select(origin => origin.Layer.Source));
    }

    private static ValueExplanation Explain(Chart chart, IReadOnlyList<Map> layers) => new(
        chart,
        "c",
        [.. layers.Select((layer, index) => new ValueLayer(ValueLayerKind.File, $"{index}", layer))],
        layers.Aggregate(new Map(StringComparer.Ordinal), (lower, upper) => ValueLayers.Lay(lower, upper)));

    private static IEnumerable<string> Origins(ValueExplanation explanation, string path) =>
        Assert.Single(explanation.Explain(ValuePath.Parse(path))).Origins.Select(origin => $"{origin.Layer.Source}:{origin.Layer.Kind}={origin.Value}");
}
