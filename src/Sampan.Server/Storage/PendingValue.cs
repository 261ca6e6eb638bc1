using System.Buffers.Text;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Storage;

/// <summary>
/// An object's JSON with a gap where <c>metadata.resourceVersion</c> goes. The writer alone knows the revision of a
/// commit; with the gap found beforehand, filling it in is a copy, and nobody encodes the object a second time.
/// </summary>
public readonly struct PendingValue
{
    private readonly ReadOnlyMemory<byte> _head;
    private readonly ReadOnlyMemory<byte> _tail;

    private PendingValue(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> tail)
    {
        _head = head;
        _tail = tail;
    }

    /// <summary>Finds the gap in an object that has the field <c>metadata.resourceVersion</c>, whatever its value.</summary>
    /// <exception cref="InvalidDataException">The JSON has no such field.</exception>
    public static PendingValue Of(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        if (!MoveTo(ref reader, "metadata"u8) || !MoveTo(ref reader, "resourceVersion"u8))
        {
            throw new InvalidDataException("An object is stored with metadata.resourceVersion.");
        }

        return new PendingValue(json[..(int)reader.TokenStartIndex], json[(int)reader.BytesConsumed..]);
    }

    /// <summary>Encodes a draft and finds its gap.</summary>
    public static PendingValue Of(System.Text.Json.Nodes.JsonObject draft) => Of(draft.ToUtf8Bytes());

    /// <summary>The JSON with an empty resource version, for a store whose keys have the revision.</summary>
    public byte[] WithoutRevision() => [.. _head.Span, (byte)'"', (byte)'"', .. _tail.Span];

    /// <summary>The object with its resource version filled in.</summary>
    public KubernetesObject At(long revision)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(revision, digits, out var length);
        var json = new byte[_head.Length + length + 2 + _tail.Length];
        _head.Span.CopyTo(json);
        json[_head.Length] = (byte)'"';
        digits[..length].CopyTo(json.AsSpan(_head.Length + 1));
        json[_head.Length + 1 + length] = (byte)'"';
        _tail.Span.CopyTo(json.AsSpan(_head.Length + length + 2));
        return KubernetesObject.FromTrusted(json);
    }

    // From the start of an object to the value of one of its members.
    private static bool MoveTo(ref Utf8JsonReader reader, ReadOnlySpan<byte> member)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(member);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
