using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Tests.Objects;

public sealed class JsonEncodingTests
{
    [Fact]
    public void ToUtf8Bytes_OneAfterTheOther_EachIsItsOwn()
    {
        var first = new JsonObject { ["a"] = "ü<>" }.ToUtf8Bytes();
        var large = new JsonObject { ["b"] = new string('x', 100_000) }.ToUtf8Bytes();
        var last = new JsonObject { ["c"] = 1 }.ToUtf8Bytes();

        Assert.Equal("""{"a":"ü<>"}""", Encoding.UTF8.GetString(first));
        Assert.Equal(100_008, large.Length);
        Assert.Equal("""{"c":1}""", Encoding.UTF8.GetString(last));
    }

    [Fact]
    public void Encode_WithinAnother_DisturbsNeither()
    {
        var outer = JsonEncoding.Encode("inner", static (writer, name) =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName(name);
            writer.WriteRawValue(new JsonObject { ["a"] = 1 }.ToUtf8Bytes());
            writer.WriteEndObject();
        });

        Assert.Equal("""{"inner":{"a":1}}""", Encoding.UTF8.GetString(outer));
    }

    [Fact]
    public void Encode_WriterThatFails_LeavesNothingBehind()
    {
        Assert.Throws<InvalidOperationException>(() => JsonEncoding.Encode(0, static (writer, _) =>
        {
            writer.WriteStartArray();
            throw new InvalidOperationException();
        }));

        Assert.Equal("[]", Encoding.UTF8.GetString(new JsonArray().ToUtf8Bytes()));
    }
}
