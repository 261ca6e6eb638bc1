using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Decoding;
using Sampan.Server.Schemas;

namespace Sampan.Server.Tests.Decoding;

public sealed class MapConversionTests
{
    [Theory]
    [InlineData("""{"metadata":{"labels":"invalid"}}""", "cannot restore map from string")]
    [InlineData("""{"metadata":{"labels":[1]}}""", "cannot restore map from slice")]
    [InlineData("""{"spec":{"containers":{}}}""", "cannot restore slice from map")]
    [InlineData("""{"spec":1.5}""", "cannot restore struct from: float64")]
    [InlineData("""{"metadata":{"labels":{"a":1}}}""", "cannot convert int64 to string")]
    [InlineData("""{"metadata":{"labels":{"a":true}}}""", "unrecognized type: string")]
    [InlineData("""{"spec":{"priority":"high"}}""", "unrecognized type: int32")]
    [InlineData("""{"spec":{"terminationGracePeriodSeconds":1.5}}""", "cannot convert float64 to int64")]
    [InlineData("""{"spec":{"hostNetwork":"yes"}}""", "unrecognized type: bool")]
    public void Fault_ValueOfAnotherType_IsSaidWithTheConvertersWords(string body, string expected)
    {
        var pod = BuiltInTypes.Instance.Find(new GroupVersionKind("", "v1", "Pod"))!;

        var fault = Assert.Throws<DecodingException>(() => ObjectDecoder.Decode(JsonNode.Parse(body)!.AsObject(), pod)).Mismatch!.Value;

        Assert.Equal(expected, MapConversion.Fault(fault.Value, fault.Field));
    }
}
