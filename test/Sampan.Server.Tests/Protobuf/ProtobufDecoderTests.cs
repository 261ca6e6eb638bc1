using CsCheck;
using Sampan.Server.Protobuf;

namespace Sampan.Server.Tests.Protobuf;

public sealed class ProtobufDecoderTests
{
    private static readonly Message PodSpec = new Message()
        .Add(1, new Message().Add(1, "v").Add(2, new Message().Add(6, new Message().Add(1, "s").Add(3, 420))))
        .Add(2, new Message()
            .Add(1, "c")
            .Add(6, new Message().Add(2, 0).Add(3, 80).Add(4, "TCP"))
            .Add(8, new Message().Add(2, new Message().Add(1, "cpu").Add(2, new Message().Add(1, "100m"))))
            .Add(10, new Message().Add(1, new Message().Add(2, new Message().Add(2, new Message().Add(1, 1).Add(2, 0).Add(3, "http"))))))
        .Add(4, 30);

    private static readonly byte[] Pod = new Message()
        .Add(1, new Message().Add(1, "p").Add(8, new Message().Add(1, 1_700_000_000)).Add(11, new Message().Add(1, "app").Add(2, "web")))
        .Add(2, PodSpec)
        .ToBody("v1", "Pod");

    [Fact]
    public void Decode_Pod_ReadsInlinedStructsMapsQuantitiesPortsAndTimes()
    {
        var pod = ProtobufDecoder.Decode(Pod);

        Assert.Equal(
            """{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","creationTimestamp":"2023-11-14T22:13:20Z","labels":{"app":"web"}},"spec":{"volumes":[{"name":"v","secret":{"secretName":"s","defaultMode":420}}],"containers":[{"name":"c","ports":[{"hostPort":0,"containerPort":80,"protocol":"TCP"}],"resources":{"requests":{"cpu":"100m"}},"livenessProbe":{"httpGet":{"port":"http"}}}],"terminationGracePeriodSeconds":30}}""",
            pod.ToJsonString());
    }

    [Fact]
    public void Decode_SecretData_IsBase64()
    {
        var secret = ProtobufDecoder.Decode(new Message().Add(2, new Message().Add(1, "k").Add(2, new byte[] { 1, 2, 255 })).ToBody("v1", "Secret"));

        Assert.Equal("AQL/", (string?)secret["data"]!["k"]);
    }

    [Fact]
    public void Decode_ReviewWithExtra_ReadsListsInMaps()
    {
        var extra = new Message().Add(1, "scopes").Add(2, new Message().Add(1, "a").Add(1, "b"));
        var review = ProtobufDecoder.Decode(new Message().Add(2, new Message().Add(5, extra)).ToBody("authorization.k8s.io/v1", "SubjectAccessReview"));

        Assert.Equal("""{"scopes":["a","b"]}""", review["spec"]!["extra"]!.ToJsonString());
    }

    [Theory]
    [InlineData("v1", "Nonsense")]
    [InlineData("example.com/v1", "Pod")]
    public void Decode_UnknownKind_IsRefused(string apiVersion, string kind) =>
        Assert.Throws<InvalidDataException>(() => ProtobufDecoder.Decode(new Message().ToBody(apiVersion, kind)));

    [Fact]
    public void Decode_EndlessNesting_IsRefused()
    {
        var schema = new Message();
        for (var i = 0; i < 200; i++)
        {
            schema = new Message().Add(28, schema);
        }

        var definition = new Message().Add(2, new Message().Add(7, new Message().Add(4, new Message().Add(1, schema))));

        Assert.Throws<InvalidDataException>(() => ProtobufDecoder.Decode(definition.ToBody("apiextensions.k8s.io/v1", "CustomResourceDefinition")));
    }

    [Fact]
    public void Decode_DamagedBody_IsDecodedOrRefused() => Gen.Select(Gen.Int[0, Pod.Length - 1], Gen.Byte, Gen.Int[0, Pod.Length]).Sample((position, value, length) =>
    {
        var damaged = Pod.ToArray();
        damaged[position] = value;
        try
        {
            ProtobufDecoder.Decode(damaged.AsSpan(0, length));
        }
        catch (InvalidDataException)
        {
        }
    });
}
