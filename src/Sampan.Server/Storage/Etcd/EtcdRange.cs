using Sampan.Server.Protobuf;

namespace Sampan.Server.Storage.Etcd;

/// <summary><c>etcdserverpb.RangeResponse</c>.</summary>
/// <param name="Revision">The store's revision when it was read.</param>
/// <param name="Pairs">The keys found, in order, with their values.</param>
/// <param name="HasMore">Whether the limit cut it off.</param>
internal sealed record EtcdRange(long Revision, IReadOnlyList<EtcdKeyValue> Pairs, bool HasMore)
{
    /// <summary>Encodes a request for one key, or for those from it to before <paramref name="end"/>.</summary>
    public static ReadOnlySpan<byte> Request(ReadOnlySpan<byte> key, ReadOnlySpan<byte> end, long limit, long revision)
    {
        var request = new ProtobufWriter();
        request.Bytes(1, key);
        if (!end.IsEmpty)
        {
            request.Bytes(2, end);
        }

        request.Varint(3, (ulong)limit);
        request.Varint(4, (ulong)revision);
        return request.Message;
    }

    public static EtcdRange Decode(ReadOnlySpan<byte> answer)
    {
        List<EtcdKeyValue> pairs = [];
        var more = false;
        var reader = new ProtobufReader(answer);
        while (reader.ReadTag())
        {
            switch (reader.FieldNumber)
            {
                case 2:
                    pairs.Add(EtcdKeyValue.Decode(reader.ReadBytes()));
                    break;
                case 3:
                    more = reader.ReadVarint() != 0;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new EtcdRange(EtcdHeader.RevisionOf(answer), pairs, more);
    }
}
