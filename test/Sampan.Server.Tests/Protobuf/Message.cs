using System.Text;

namespace Sampan.Server.Tests.Protobuf;

/// <summary>Writes protobuf messages field by field, as a Go client would.</summary>
internal sealed class Message
{
    private readonly List<byte> _bytes = [];

    public Message Add(int number, string text) => Add(number, Encoding.UTF8.GetBytes(text));

    public Message Add(int number, Message inner) => Add(number, inner._bytes.ToArray());

    public Message Add(int number, byte[] bytes)
    {
        Varint((ulong)(number << 3) | 2);
        Varint((ulong)bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    public Message Add(int number, long value)
    {
        Varint((ulong)number << 3);
        Varint((ulong)value);
        return this;
    }

    /// <summary>The body of a request that carries this message.</summary>
    public byte[] ToBody(string apiVersion, string kind) =>
        [.. "k8s\0"u8, .. new Message().Add(1, new Message().Add(1, apiVersion).Add(2, kind)).Add(2, this).Add(3, "").Add(4, "")._bytes];

    private void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            _bytes.Add((byte)(value | 0x80));
            value >>= 7;
        }

        _bytes.Add((byte)value);
    }
}
