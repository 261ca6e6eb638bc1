using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sampan.Server.Protobuf;

/// <summary>The messages that stand for a single JSON value: times, quantities, ports, raw JSON.</summary>
internal static class ProtobufScalars
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException("proto: invalid UTF-8 string");
        }
    }

    /// <summary>Time and MicroTime {seconds = 1, nanos = 2}; null for an empty message, Go's zero time.</summary>
    public static JsonNode? Time(ReadOnlySpan<byte> message, bool micro)
    {
        if (message.IsEmpty)
        {
            return null;
        }

        long seconds = 0, nanos = 0;
        var reader = new ProtobufReader(message);
        while (reader.ReadTag())
        {
            switch (reader.FieldNumber)
            {
                case 1:
                    seconds = Integer(ref reader);
                    break;
                case 2:
                    nanos = Integer(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (seconds < -62135596800 || seconds > 253402300799 || nanos is < 0 or > 999_999_999)
        {
            throw new InvalidDataException("proto: time is out of range");
        }

        var time = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / 100);
        return time.ToString(micro ? "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    /// <summary>IntOrString {type = 1, intVal = 2, strVal = 3}.</summary>
    public static JsonNode IntOrString(ReadOnlySpan<byte> message)
    {
        long type = 0, number = 0;
        var text = "";
        var reader = new ProtobufReader(message);
        while (reader.ReadTag())
        {
            switch (reader.FieldNumber)
            {
                case 1:
                    type = Integer(ref reader);
                    break;
                case 2:
                    number = Integer(ref reader);
                    break;
                case 3:
                    reader.Require(WireType.LengthDelimited, "strVal");
                    text = Text(reader.ReadBytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return type == 0 ? (int)number : text;
    }

    /// <summary>A message with one field of bytes, numbered 1: Quantity, FieldsV1, RawExtension, JSON.</summary>
    public static ReadOnlySpan<byte> Single(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> value = default;
        var reader = new ProtobufReader(message);
        while (reader.ReadTag())
        {
            if (reader.FieldNumber == 1)
            {
                reader.Require(WireType.LengthDelimited, "raw");
                value = reader.ReadBytes();
            }
            else
            {
                reader.Skip();
            }
        }

        return value;
    }

    public static JsonNode? Json(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return bytes.IsEmpty ? null : JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { MaxDepth = ProtobufDecoder.MaxDepth });
        }
        catch (JsonException)
        {
            throw new InvalidDataException("the raw value within the body is not JSON");
        }
    }

    public static long Integer(ref ProtobufReader reader)
    {
        reader.Require(WireType.Varint, reader.FieldNumber.ToString(CultureInfo.InvariantCulture));
        return (long)reader.ReadVarint();
    }
}
