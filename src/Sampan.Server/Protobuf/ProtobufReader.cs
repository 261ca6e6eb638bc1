using System.Buffers.Binary;

namespace Sampan.Server.Protobuf;

/// <summary>Reads the fields of one protobuf message. Every length is checked: a body is what a stranger sent.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The number of the field read last.</summary>
    public int FieldNumber { get; private set; }

    /// <summary>How the field read last is encoded.</summary>
    public WireType WireType { get; private set; }

    /// <summary>The next field's tag; false at the end of the message.</summary>
    public bool ReadTag()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = ReadVarint();
        FieldNumber = tag >> 3 is > 0 and <= 0x1FFFFFFF and var number ? (int)number : throw new InvalidDataException("proto: illegal tag");
        WireType = (WireType)(tag & 7);
        return true;
    }

    public ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_rest.IsEmpty)
            {
                throw UnexpectedEnd();
            }

            var part = _rest[0];
            _rest = _rest[1..];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("proto: integer overflow");
    }

    /// <summary>The next of several numbers packed into one field; false at the end.</summary>
    public bool TryReadPacked(out ulong value)
    {
        var more = !_rest.IsEmpty;
        value = more ? ReadVarint() : 0;
        return more;
    }

    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        return length <= int.MaxValue ? Take((int)length) : throw UnexpectedEnd();
    }

    /// <summary>Passes over the field read last.</summary>
    public void Skip()
    {
        switch (WireType)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed64:
                Take(8);
                break;
            case WireType.LengthDelimited:
                ReadBytes();
                break;
            case WireType.Fixed32:
                Take(4);
                break;
            default:
                throw new InvalidDataException($"proto: illegal wireType {(int)WireType}");
        }
    }

    /// <summary>Refuses a field whose encoding is not the one that its type has.</summary>
    public readonly void Require(WireType expected, string field)
    {
        if (WireType != expected)
        {
            throw new InvalidDataException($"proto: wrong wireType = {(int)WireType} for field {field}");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw UnexpectedEnd();
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static InvalidDataException UnexpectedEnd() => new("unexpected EOF");
}
