using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sampan.Kubernetes.Objects;

/// <summary>Encoding JSON as Kubernetes clients expect it: compact, text outside ASCII left as it is.</summary>
public static class JsonEncoding
{
    /// <summary>How JSON is written.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 512 };

    private const int FirstCapacity = 4 * 1024;
    private const int LargestKept = 64 * 1024;

    // What every write of an object needs is not allocated anew each time: it would be most of what encoding costs.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _kept;

    /// <summary>The UTF-8 JSON that is written of a value.</summary>
    public static byte[] Encode<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = _kept ?? new ArrayBufferWriter<byte>(FirstCapacity);
        // An encoding within the encoding has a buffer of its own.
        _kept = null;
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            write(writer, value);
        }

        var json = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= LargestKept)
        {
            buffer.ResetWrittenCount();
            _kept = buffer;
        }

        return json;
    }

    /// <summary>The UTF-8 JSON of a node.</summary>
    public static byte[] ToUtf8Bytes(this JsonNode node) => Encode(node, static (writer, node) => node.WriteTo(writer));
}
