using Sampan.Server.Protobuf;

namespace Sampan.Server.Storage.Etcd;

/// <summary><c>etcdserverpb.WatchResponse</c>.</summary>
internal sealed record EtcdWatchResponse
{
    /// <summary>Whether this is the answer to the request, and nothing else.</summary>
    public bool IsCreated { get; private init; }

    /// <summary>Why the watch ended; null if it goes on.</summary>
    public string? Cancelled { get; private init; }

    /// <summary>The oldest revision that can be watched from, where the one asked for is older; else 0.</summary>
    public long CompactRevision { get; private init; }

    /// <summary>The changes, in order.</summary>
    public IReadOnlyList<(bool IsDelete, EtcdKeyValue Pair)> Events { get; private init; } = [];

    /// <summary>Encodes a request to watch the keys from one to before another, beginning with a revision.</summary>
    public static ReadOnlySpan<byte> Request(ReadOnlySpan<byte> key, ReadOnlySpan<byte> end, long startRevision)
    {
        var create = new ProtobufWriter();
        create.Bytes(1, key);
        create.Bytes(2, end);
        create.Varint(3, (ulong)startRevision);
        var request = new ProtobufWriter();
        request.Nested(1, create);
        return request.Message;
    }

    public static EtcdWatchResponse Decode(ReadOnlySpan<byte> message)
    {
        List<(bool, EtcdKeyValue)> events = [];
        bool created = false, cancelled = false;
        var reason = "";
        long compacted = 0;
        var reader = new ProtobufReader(message);
        while (reader.ReadTag())
        {
            switch (reader.FieldNumber)
            {
                case 3:
                    created = reader.ReadVarint() != 0;
                    break;
                case 4:
                    cancelled = reader.ReadVarint() != 0;
                    break;
                case 5:
                    compacted = (long)reader.ReadVarint();
                    break;
                case 6:
                    reason = System.Text.Encoding.UTF8.GetString(reader.ReadBytes());
                    break;
                case 11:
                    events.Add(Event(reader.ReadBytes()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new EtcdWatchResponse
        {
            IsCreated = created,
            Cancelled = cancelled ? reason : null,
            CompactRevision = compacted,
            Events = events,
        };
    }

    // mvccpb.Event: its type is 0 for a put, 1 for a deletion.
    private static (bool IsDelete, EtcdKeyValue Pair) Event(ReadOnlySpan<byte> message)
    {
        var isDelete = false;
        EtcdKeyValue pair = default;
        var reader = new ProtobufReader(message);
        while (reader.ReadTag())
        {
            switch (reader.FieldNumber)
            {
                case 1:
                    isDelete = reader.ReadVarint() == 1;
                    break;
                case 2:
                    pair = EtcdKeyValue.Decode(reader.ReadBytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (isDelete, pair);
    }
}
