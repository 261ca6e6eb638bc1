using CsCheck;
using Sampan.Charts.Values;
using Sampan.Charts.Values.Origins;
using Sampan.Charts.Values.Unused;

namespace Sampan.Charts.Tests.Values.Unused;

public sealed class UnusedValuesTests
{
    private static readonly Chart Web = ChartFiles.Chart(
        ("Chart.yaml", ChartFiles.ChartYaml + "dependencies:\n- {name: sub, version: 1.0.0, alias: db}\n- {name: absent, version: 1.0.0, condition: absent.enabled}\n- {name: cache, version: 1.0.0, condition: cache.enabled}\n"),
        ("values.yaml", "replicas: 1\nimage: {repository: r, tag: latest}\nannotations: {}\nsecurity: {runAsUser: 1}\nlist: []\nnothing: null\ncache: {enabled: false}\n"),
        ("values.schema.json", "{\"properties\": {\"fromSchema\": {\"properties\": {\"size\": {\"$ref\": \"#/$defs/size\"}}}}, \"$defs\": {\"size\": {\"properties\": {\"cpu\": {}}}}}"),
        ("templates/t.yaml", "a: {{ .Values.replicas }}\nb: {{ .Values.image.repository }}:{{ .Values.image.tag }}\nc: {{ toYaml .Values.security }}\nd: {{ with .Values.probe }}{{ .path }}{{ end }}\ne: {{ include \"h\" . }}\n{{ if .Values.metrics.enabled }}x{{ end }}\n"),
        ("templates/_h.tpl", "{{ define \"h\" }}{{ .Values.fromHelper }}{{ tpl .Values.text . }}{{ end }}"),
        ("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n"),
        ("charts/sub/values.yaml", "size: 1\n"),
        ("charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n"));

    [Theory]
    [InlineData("replicas: 2")]
    [InlineData("image: {tag: x}")]
    [InlineData("annotations: {any: thing}")]
    [InlineData("security: {fsGroup: 1}")]
    [InlineData("list: [{a: b}]")]
    [InlineData("nothing: {a: b}")]
    [InlineData("probe: {path: /}")]
    [InlineData("metrics: {enabled: true}")]
    [InlineData("fromHelper: x")]
    [InlineData("fromSchema: {size: {cpu: 1}}")]
    [InlineData("global: {anything: 1}")]
    [InlineData("tags: {x: true}")]
    [InlineData("db: {size: 2, global: {x: 1}}")]
    [InlineData("absent: {enabled: true, deep: {x: 1}}")]
    [InlineData("cache: {enabled: false, anything: 1}")]
    [InlineData("text: '{{ .Values.mine.deep }}'\nmine: {deep: x}")]
    public void Find_KnownValues_AreNotUnused(string values) => Assert.Empty(Find(Web, values));

    [Theory]
    [InlineData("replcas: 2", "replcas -> replicas")]
    [InlineData("image: {tga: x}", "image.tga -> tag")]
    [InlineData("image: {tag: x, pullSecret: y}", "image.pullSecret -> ")]
    [InlineData("probe: {paht: /}", "probe.paht -> path")]
    [InlineData("fromSchema: {size: {cpus: 1}}", "fromSchema.size.cpus -> cpu")]
    [InlineData("db: {sise: 2}", "db.sise -> size")]
    [InlineData("metrics: {enable: true}", "metrics.enable -> enabled")]
    [InlineData("replicas: 1\nreplica: 2", "replica -> ")]
    [InlineData("whatever: {a: 1}\nreplicass: 1", "whatever -> ", "replicass -> replicas")]
    public void Find_UnknownValues_AreToldWithTheClosestKey(string values, params string[] expected) => Assert.Equal(expected, Find(Web, values));

    [Fact]
    public void Find_ChartThatUsesAllItsValues_KnowsAnyKey() =>
        Assert.Empty(Find(ChartFiles.Chart(("values.yaml", "a: 1\n"), ("templates/t.yaml", "{{ toYaml .Values }}")), "b: {c: 1}"));

    [Fact]
    public void Find_ChartThatDoesNotParse_LeavesThatToRendering() => Assert.Empty(Find(ChartFiles.Chart(("templates/t.yaml", "{{ if }}")), "b: 1"));

    [Fact]
    public void Find_TheChartsOwnDefaults_AreNeverUnused() => ValueTreeGen.Map.Sample(defaults =>
        Assert.Empty(UnusedValues.Find(ChartFiles.Chart(("values.yaml", System.Text.Json.JsonSerializer.Serialize(defaults))), defaults)));

    private static IEnumerable<string> Find(Chart chart, string values) =>
        UnusedValues.Find(chart, ValuesReader.Read(values)).Select(unused => $"{ValuePath.Write(unused.Path)} -> {unused.Closest}");
}
