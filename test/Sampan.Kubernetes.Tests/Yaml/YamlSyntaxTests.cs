using System.Text;
using CsCheck;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Kubernetes.Tests.Yaml;

public sealed class YamlSyntaxTests
{
    private static readonly string[] Fragments =
    [
        "a", "b: ", ": ", "- ", "? ", "\n", "\n  ", "\n    ", "\t", " ", "[", "]", "{", "}", ", ", "'", "\"", "''", "\\n", "\\x41", "\\",
        "|", ">", "|-", ">+2", "#", " # c", "&x ", "*x", "!", "!!str ", "!<t> ", "%YAML 1.1\n", "---", "\n---\n", "\n...\n", "<<: ", "1", "~", "é", "😀",
        "\r\n", "\u0085", "\u2028", "\uFEFF", "@", "`", "yes",
    ];

    private static readonly Gen<string> Fragment = Gen.Int[0, Fragments.Length - 1].Select(i => Fragments[i]);

    [Theory]
    [InlineData("a: 'it''s'\nb: \"x\\ty\\u00e9\\\n   z\"\nc: \"l1\n\n  l2\"\n", """{"a":"it's","b":"x\tyéz","c":"l1\nl2"}""")]
    [InlineData("a: one\n  two\n\n  three # c\nb: x#y\n", """{"a":"one two\nthree","b":"x#y"}""")]
    [InlineData("a: >\n\n  f1\n  f2\n\n    kept\n  f3\n", """{"a":"\nf1 f2\n\n  kept\nf3\n"}""")]
    [InlineData("a: |+\n  x\n\nb: |2-\n    y\n", """{"a":"x\n\n","b":"  y"}""")]
    [InlineData("a:\n- 1\n-\n  - 2\n- ? k\n  : v\n", """{"a":[1,[2],{"k":"v"}]}""")]
    [InlineData("{a: [b: 1, c], d, \"e\":2, ? f : g}", """{"a":[{"b":1},"c"],"d":null,"e":2,"f":"g"}""")]
    [InlineData("%TAG !e! tag:yaml.org,2002:\n---\na: !e!str 1\nb: !<tag:yaml.org,2002:int> '2'\n", """{"a":"1","b":2}""")]
    [InlineData("\uFEFFa: 1\r\nb:\t2\n", """{"a":1,"b":2}""")]
    [InlineData("a: http://x/y?z\nb: -1\nc: --x\n", """{"a":"http://x/y?z","b":-1,"c":"--x"}""")]
    [InlineData("'a' b", "\"a\"")]
    public void Convert_Syntax_IsRead(string yaml, string json) =>
        Assert.Equal(json, Encoding.UTF8.GetString(YamlToJson.Convert(yaml)));

    [Theory]
    [InlineData("a: b: c\n", "mapping values are not allowed in this context")]
    [InlineData("x: 1\na: - b\n", "line 2: block sequence entries are not allowed in this context")]
    [InlineData("a:\n\tb: 1\n", "line 2: found character that cannot start any token")]
    [InlineData("a: @b\n", "found character that cannot start any token")]
    [InlineData("a: *\n", "did not find expected alphabetic or numeric character")]
    [InlineData("a: \"\\q\"\n", "found unknown escape character")]
    [InlineData("a: \"\\xZZ\"\n", "did not find expected hexdecimal number")]
    [InlineData("a: 'b\n", "line 2: found unexpected end of stream")]
    [InlineData("a: 'b\n---\n", "line 2: found unexpected document indicator")]
    [InlineData("a: |x\n", "did not find expected comment or line break")]
    [InlineData("a: |0\n", "found an indentation indicator equal to 0")]
    [InlineData("a: 1\nfoo\nb: 2\n", "line 3: could not find expected ':'")]
    [InlineData("a:\n  b: 1\n c: 2\n", "line 2: did not find expected key")]
    [InlineData("- 1\nb: 2\n", "line 1: did not find expected '-' indicator")]
    [InlineData("a: [1\n", "line 1: did not find expected ',' or ']'")]
    [InlineData("a: {b: 1\n", "line 1: did not find expected ',' or '}'")]
    [InlineData("a: ]\n", "did not find expected node content")]
    [InlineData("a: !x!y z\n", "found undefined tag handle")]
    [InlineData("%YAML 1.2\n---\na\n", "found incompatible YAML document")]
    [InlineData("%FOO\n---\na\n", "found unknown directive name")]
    [InlineData("%TAG ! x:\na: 1\n", "line 1: did not find expected <document start>")]
    [InlineData("a: \u0001\n", "control characters are not allowed")]
    [InlineData("b: \"\0\"\n", "control characters are not allowed")]
    public void Convert_Mistake_IsNamedInGoYamlsWords(string yaml, string problem) =>
        Assert.Equal($"yaml: {problem}", Assert.Throws<YamlSyntaxException>(() => YamlToJson.Convert(yaml)).Message);

    [Theory]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("|\n  ")]
    [InlineData("")]
    public void Convert_ControlCharacterFarIntoAText_IsRefused(string opening)
    {
        var exception = Assert.Throws<YamlSyntaxException>(() => YamlToJson.Convert($"a: {opening}{new string('x', 2000)} \0 y"));

        Assert.Equal("yaml: control characters are not allowed", exception.Message);
    }

    [Fact]
    public void Convert_HalfACharacter_IsRefused() =>
        Assert.Equal("yaml: invalid leading UTF-8 octet", Assert.Throws<YamlSyntaxException>(() => YamlToJson.Convert("a: \uDC80\n")).Message);

    [Fact]
    public void ConvertAll_AnyText_IsReadOrRefused() => Fragment.Array[0, 24].Sample(
        fragments =>
        {
            var text = string.Concat(fragments);
            try
            {
                _ = YamlToJson.ConvertAll(text);
                _ = YamlPosition.Find(text, ["a", 0, "b"]);
            }
            catch (YamlSyntaxException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        },
        iter: 20_000);

    [Fact]
    public void Convert_AnyWrittenText_IsReadBack() => Gen.OneOf(Gen.String, Fragment.Array[0, 12].Select(string.Concat)).Where(IsText).Sample(
        text =>
        {
            var written = new StringBuilder();
            var writer = new YamlWriter(written, YamlStyle.Kubernetes);
            writer.BeginMapping(1);
            writer.Key("key");
            writer.Text(text);
            writer.EndMapping();
            var json = System.Text.Json.Nodes.JsonNode.Parse(YamlToJson.Convert(written.ToString()))!;

            Assert.Equal(text, json["key"]!.GetValue<string>());
        },
        iter: 20_000);

    /// <summary>Whether the text has nothing that changes on its way: half characters, and breaks that are read as line feeds.</summary>
    private static bool IsText(string text) =>
        !text.Contains('\u0085') && !text.Contains('\r') && !text.Any(c => char.IsSurrogate(c)) && !text.AsSpan().ContainsAny("\u2028\u2029");
}
