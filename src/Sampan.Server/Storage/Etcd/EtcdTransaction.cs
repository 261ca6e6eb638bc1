using Sampan.Server.Protobuf;

namespace Sampan.Server.Storage.Etcd;

/// <summary><c>etcdserverpb.Txn</c> in the one form that is used: change a key if it is at a revision.</summary>
/// <param name="Succeeded">Whether it was.</param>
/// <param name="Revision">The change's revision, or the store's.</param>
internal readonly record struct EtcdTransaction(bool Succeeded, long Revision)
{
    private const int CompareModRevision = 2;

    /// <summary>Encodes a put.</summary>
    public static ReadOnlySpan<byte> Put(ReadOnlySpan<byte> key, long expected, ReadOnlySpan<byte> value, long lease)
    {
        var put = new ProtobufWriter();
        put.Bytes(1, key);
        put.Bytes(2, value);
        put.Varint(3, (ulong)lease);
        return Request(key, expected, operation: 2, put);
    }

    /// <summary>Encodes a deletion.</summary>
    public static ReadOnlySpan<byte> Delete(ReadOnlySpan<byte> key, long expected)
    {
        var delete = new ProtobufWriter();
        delete.Bytes(1, key);
        return Request(key, expected, operation: 3, delete);
    }

    public static EtcdTransaction Decode(ReadOnlySpan<byte> answer) => new(EtcdHeader.Varint(answer, 2) != 0, EtcdHeader.RevisionOf(answer));

    private static ReadOnlySpan<byte> Request(ReadOnlySpan<byte> key, long expected, int operation, ProtobufWriter change)
    {
        var compare = new ProtobufWriter();
        compare.Varint(2, CompareModRevision);
        compare.Bytes(3, key);
        compare.Varint(6, (ulong)expected);
        var success = new ProtobufWriter();
        success.Nested(operation, change);
        var request = new ProtobufWriter();
        request.Nested(1, compare);
        request.Nested(2, success);
        return request.Message;
    }
}
