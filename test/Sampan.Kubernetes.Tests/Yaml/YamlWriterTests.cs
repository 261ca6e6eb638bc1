using System.Text.Json;
using CsCheck;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Kubernetes.Tests.Yaml;

public sealed class YamlWriterTests
{
    [Theory]
    [InlineData("""{"b":[1,{"c":"d","e":[]}],"a":{}}""", "a: {}\nb:\n- 1\n- c: d\n  e: []\n")]
    [InlineData("""[[1,[2]],[]]""", "- - 1\n  - - 2\n- []\n")]
    [InlineData("""{"a":"true","b":"12","c":"","d":"a: b","e":"it's","f":"x\ty"}""", "a: \"true\"\nb: \"12\"\nc: \"\"\nd: 'a: b'\ne: it's\nf: \"x\\ty\"\n")]
    [InlineData("""{"a":"x\ny\n","b":"x\ny","c":"x\n\n","d":" x\ny"}""", "a: |\n  x\n  y\nb: |-\n  x\n  y\nc: |+\n  x\n\nd: |2-\n   x\n  y\n")]
    [InlineData("""{"a10":1,"a9":2,"y":3}""", "a9: 2\na10: 1\n\"y\": 3\n")]
    [InlineData("""{"a\nb":1}""", "? |-\n  a\n  b\n: 1\n")]
    [InlineData("1e21", "1e+21\n")]
    [InlineData("\"\\uD83C\\uDF89 party\"", "\"\\U0001F389 party\"\n")]
    public void ToYaml_KubernetesStyle_WritesAsSigsYaml(string json, string yaml) =>
        Assert.Equal(yaml, JsonElement.Parse(json).ToYaml(YamlStyle.Kubernetes));

    [Theory]
    [InlineData("""{"a":[{"b":[1]}]}""", "a:\n  - b:\n      - 1\n")]
    [InlineData("""{"1a":0,"11":1}""", "1a: 0\n\"11\": 1\n")]
    public void ToYaml_HelmfileStyle_IndentsLists(string json, string yaml) =>
        Assert.Equal(yaml, JsonElement.Parse(json).ToYaml(YamlStyle.Helmfile));

    [Fact]
    public void ToYaml_LongText_FoldsAtEightyColumns()
    {
        var words = string.Join(' ', Enumerable.Repeat("abcdefghi", 9));

        var yaml = JsonElement.Parse($$"""{"k":"{{words}}"}""").ToYaml(YamlStyle.Kubernetes);

        Assert.Equal($"k: {words[..79]}\n  abcdefghi\n", yaml);
    }

    [Fact]
    public void ToYaml_AnyTextAsValueAndKey_ReadsBackTheSame() =>
        Gen.Char["abn y:-#'\"|>%@{}[],&*!?\\\n\t\u0085\u00e9\u20281.0e_~=<"].Array[0, 12].Select(c => new string(c)).Array[1, 4].Sample(texts =>
        {
            foreach (var style in new[] { YamlStyle.Kubernetes, YamlStyle.Helmfile })
            {
                // Go's writer leaves this one key bare, too, and its reader takes it for a merge.
                var json = JsonSerializer.Serialize(texts.Distinct().Where(text => text != "<<").ToDictionary(text => text, text => new[] { text }));
                var yaml = JsonElement.Parse(json).ToYaml(style);
                Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), JsonElement.Parse(YamlToJson.Convert(yaml))), yaml);
            }
        });
}
