using CsCheck;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Kubernetes.Tests.Yaml;

public sealed class ManifestReaderTests
{
    [Fact]
    public void Read_ManyDocuments_GivesObjectsWithTheirLinesAndSkipsEmptyOnes()
    {
        const string Text = "# head\n---\nkind: A\nmetadata: {name: one}\n---\n\n---\n# nothing\n---\nkind: B\n";

        var manifests = ManifestReader.Read(Text, "f.yaml");

        Assert.Equal([("A", 3), ("B", 10)], manifests.Select(manifest => (manifest.Object.Kind, manifest.Line)));
        Assert.All(manifests, manifest => Assert.Equal("f.yaml", manifest.Source));
    }

    [Fact]
    public void Read_DocumentThatIsNoMapping_SaysWhere()
    {
        var exception = Assert.Throws<YamlSyntaxException>(() => ManifestReader.Read("kind: A\n---\n- x\n", "f.yaml"));

        Assert.Equal("f.yaml: line 3: a Kubernetes object is a mapping with apiVersion and kind", exception.Message);
    }

    [Fact]
    public void Read_Garbage_EndsWithObjectsOrASyntaxError() =>
        Gen.Char["abn: -#'\"|>%@{}[],&*!?\\\n\t01.~<"].Array[0, 60].Select(c => new string(c)).Sample(text =>
        {
            try
            {
                _ = ManifestReader.Read(text, "garbage");
            }
            catch (YamlSyntaxException exception)
            {
                Assert.StartsWith("garbage: ", exception.Message, StringComparison.Ordinal);
            }
        });
}
