using System.Buffers;
using System.Text;

namespace Sampan.Server.Protobuf;

/// <summary>Writes the fields of one protobuf message.</summary>
internal sealed class ProtobufWriter
{
    private readonly ArrayBufferWriter<byte> _message = new();

    /// <summary>The message so far.</summary>
    public ReadOnlySpan<byte> Message => _message.WrittenSpan;

    /// <summary>A number or a truth value.</summary>
    public void Varint(int field, ulong value)
    {
        Varint((ulong)field << 3 | (uint)WireType.Varint);
        Varint(value);
    }

    /// <summary>A floating-point number.</summary>
    public void Double(int field, double value)
    {
        Varint((ulong)field << 3 | (uint)WireType.Fixed64);
        System.Buffers.Binary.BinaryPrimitives.WriteDoubleLittleEndian(_message.GetSpan(sizeof(double)), value);
        _message.Advance(sizeof(double));
    }

    /// <summary>A text.</summary>
    public void Text(int field, string value)
    {
        Varint((ulong)field << 3 | (uint)WireType.LengthDelimited);
        Varint((ulong)Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, _message);
    }

    /// <summary>Bytes.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint((ulong)field << 3 | (uint)WireType.LengthDelimited);
        Varint((ulong)value.Length);
        _message.Write(value);
    }

    /// <summary>A message within the message.</summary>
    public void Nested(int field, ProtobufWriter message) => Bytes(field, message.Message);

    private void Varint(ulong value)
    {
        const int longest = 10;
        var span = _message.GetSpan(longest);
        var length = 0;
        while (value > 0x7F)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        _message.Advance(length);
    }
}
