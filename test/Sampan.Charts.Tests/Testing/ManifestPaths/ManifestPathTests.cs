using CsCheck;
using Sampan.Charts.Testing;
using Sampan.Charts.Testing.ManifestPaths;

namespace Sampan.Charts.Tests.Testing.ManifestPaths;

public sealed class ManifestPathTests
{
    private const string Manifest = """
        kind: Deployment
        metadata:
          name: web
          annotations: {"a.b/c": x, "it's": z}
        ports: [80, 443, 8080]
        containers:
        - {name: web, image: nginx, ready: true, cpu: 1.5}
        - {name: log, image: fluent, ready: false}
        nothing: null
        """;

    [Theory]
    [InlineData("kind", "Deployment")]
    [InlineData("$.kind", "Deployment")]
    [InlineData(".kind", "Deployment")]
    [InlineData("metadata.annotations[\"a.b/c\"]", "x")]
    [InlineData("metadata.annotations['it\\'s']", "z")]
    [InlineData("metadata['name', 'missing']", "web")]
    [InlineData("metadata.name~", "name")]
    [InlineData("metadata[*]~", "annotations", "name")]
    [InlineData("ports[0]", "80")]
    [InlineData("ports[-1]", "8080")]
    [InlineData("ports[3]")]
    [InlineData("ports[1:]", "443", "8080")]
    [InlineData("ports[::-1]", "8080", "443", "80")]
    [InlineData("ports[2,0]", "8080", "80")]
    [InlineData("ports[*]", "80", "443", "8080")]
    [InlineData("ports.*", "80", "443", "8080")]
    [InlineData("containers[*].name", "web", "log")]
    [InlineData("..name", "web", "log", "web")]
    [InlineData("nothing", "null")]
    [InlineData("missing.deep")]
    [InlineData("kind.deep")]
    [InlineData("containers[?(@.name == \"log\")].image", "fluent")]
    [InlineData("containers[?(@.name=='log')].image", "fluent")]
    [InlineData("containers[?(@.name != 'log')].image", "nginx")]
    [InlineData("containers[?(@.cpu)].name", "web")]
    [InlineData("containers[?(!@.cpu)].name", "log")]
    [InlineData("containers[?(@.cpu > 1 && @.ready == true)].name", "web")]
    [InlineData("containers[?(@.name == 'a' || (@.ready == false))].name", "log")]
    [InlineData("containers[?(@.image =~ /^ngi.*$/)].name", "web")]
    [InlineData("containers[?(@.name == $.metadata.name)].image", "nginx")]
    [InlineData("ports[?(@ >= 443)]", "443", "8080")]
    [InlineData("$[?(@.kind == 'Deployment')].metadata.name", "web")]
    [InlineData("..[?(@.image == 'nginx')].name", "web")]
    public void Find_LeadsToTheValues(string path, params string[] expected) => Assert.Equal(expected, ManifestPath.Parse(path).Find(TestYaml.Read(Manifest)).Select(Text));

    [Theory]
    [InlineData("a..")]
    [InlineData("a.")]
    [InlineData("a[")]
    [InlineData("a[]")]
    [InlineData("a[x]")]
    [InlineData("a[1:2:0]")]
    [InlineData("a['b'")]
    [InlineData("a['b")]
    [InlineData("a b")]
    [InlineData("a)")]
    [InlineData("a~.b")]
    [InlineData("a[?(@.b == )]")]
    [InlineData("a[?(@.b == 'c']")]
    [InlineData("a[?(@.b =~ /(/)]")]
    [InlineData("$a")]
    public void Parse_NoPath_Throws(string path) => Assert.Throws<ManifestPathException>(() => ManifestPath.Parse(path));

    [Fact]
    public void Parse_AnyText_EndsWithAPathOrItsError() => Gen.Char["ab.[]'\"?()@$*,:~=!<>&|/\\ 01-"].Array[0, 24].Select(characters => new string(characters)).Sample(path =>
    {
        try
        {
            ManifestPath.Parse(path).Find(TestYaml.Read(Manifest));
        }
        catch (ManifestPathException)
        {
        }
    });

    [Fact]
    public void Find_QuotedKeysAndIndexes_LeadToExactlyThatValue() => Gen.OneOf(Gen.Int[0, 4].Select(index => (object)index), Gen.String.Select(key => (object)key)).Array[1, 6].Sample(steps =>
    {
        object? tree = "here";
        foreach (var step in steps.Reverse())
        {
            tree = step is int index ? new List<object?>([.. Enumerable.Repeat<object?>(null, index), tree]) : new Dictionary<string, object?> { [(string)step] = tree };
        }

        var path = "$" + string.Concat(steps.Select(step => step is int index ? $"[{index}]" : $"['{((string)step).Replace("\\", "\\\\").Replace("'", "\\'")}']"));
        Assert.Equal(["here"], ManifestPath.Parse(path).Find(tree));
    });

    private static string Text(object? value) => TestYaml.Write(value).TrimEnd('\n');
}
