namespace Sampan.Server.Protobuf;

/// <summary>
/// What Kubernetes puts around a protobuf body: four magic bytes and a <c>runtime.Unknown</c> message that carries
/// apiVersion, kind and the object's own message.
/// </summary>
internal readonly ref struct ProtobufEnvelope
{
    private const int TypeMetaField = 1;
    private const int RawField = 2;
    private const int ContentEncodingField = 3;
    private const int ContentTypeField = 4;

    private ProtobufEnvelope(string apiVersion, string kind, ReadOnlySpan<byte> raw)
    {
        ApiVersion = apiVersion;
        Kind = kind;
        Raw = raw;
    }

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    public string ApiVersion { get; }

    public string Kind { get; }

    /// <summary>The object's message.</summary>
    public ReadOnlySpan<byte> Raw { get; }

    public static bool IsEnvelope(ReadOnlySpan<byte> body) => body.StartsWith(Magic);

    public static ProtobufEnvelope Read(ReadOnlySpan<byte> body)
    {
        if (!IsEnvelope(body))
        {
            throw new InvalidDataException("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }

        var (apiVersion, kind) = ("", "");
        ReadOnlySpan<byte> raw = default;
        var reader = new ProtobufReader(body[Magic.Length..]);
        while (reader.ReadTag())
        {
            if (reader.FieldNumber is not (TypeMetaField or RawField or ContentEncodingField or ContentTypeField))
            {
                reader.Skip();
                continue;
            }

            reader.Require(WireType.LengthDelimited, "Unknown");
            var value = reader.ReadBytes();
            switch (reader.FieldNumber)
            {
                case TypeMetaField:
                    (apiVersion, kind) = ReadTypeMeta(value);
                    break;
                case RawField:
                    raw = value;
                    break;
                default:
                    RefuseEncoded(value, reader.FieldNumber);
                    break;
            }
        }

        return new ProtobufEnvelope(apiVersion, kind, raw);
    }

    private static void RefuseEncoded(ReadOnlySpan<byte> value, int field)
    {
        var plain = field == ContentTypeField && value.SequenceEqual("application/vnd.kubernetes.protobuf"u8);
        if (!value.IsEmpty && !plain)
        {
            throw new InvalidDataException("the body's content encoding or type within its envelope is not understood");
        }
    }

    private static (string ApiVersion, string Kind) ReadTypeMeta(ReadOnlySpan<byte> message)
    {
        var (apiVersion, kind) = ("", "");
        var reader = new ProtobufReader(message);
        while (reader.ReadTag())
        {
            switch (reader.FieldNumber)
            {
                case 1:
                    reader.Require(WireType.LengthDelimited, "APIVersion");
                    apiVersion = ProtobufScalars.Text(reader.ReadBytes());
                    break;
                case 2:
                    reader.Require(WireType.LengthDelimited, "Kind");
                    kind = ProtobufScalars.Text(reader.ReadBytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (apiVersion, kind);
    }
}
