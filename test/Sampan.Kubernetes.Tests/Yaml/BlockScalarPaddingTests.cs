using System.Text;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Kubernetes.Tests.Yaml;

public sealed class BlockScalarPaddingTests
{
    [Theory]
    [InlineData("a: |\n  \n  x\nb: 1\n", """{"a":"\nx\n","b":1}""")]
    [InlineData("a: |\n \n  \n  x\n", """{"a":"\n\nx\n"}""")]
    [InlineData("a: |-\n    \n    x\nb: |\n  \n  y\n", """{"a":"\nx","b":"\ny\n"}""")]
    public void Convert_BlankLinesAsLongAsTheIndentation_AreLineFeeds(string yaml, string json) =>
        Assert.Equal(json, Encoding.UTF8.GetString(YamlToJson.Convert(yaml)));

    [Fact]
    public void ConvertAll_InALaterDocument_GivesEachDocumentOnce() =>
        Assert.Equal(["""{"a":1}""", """{"b":"\nx\n"}"""], YamlToJson.ConvertAll("a: 1\n---\nb: |\n  \n  x\n").Select(document => Encoding.UTF8.GetString(document.Json)));

    [Fact]
    public void Convert_BlankLineLongerThanTheIndentation_IsRefused() =>
        Assert.Throws<YamlSyntaxException>(() => YamlToJson.Convert("a: |\n     \n  x\n"));
}
