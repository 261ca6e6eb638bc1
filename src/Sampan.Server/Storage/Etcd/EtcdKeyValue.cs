using Sampan.Server.Protobuf;

namespace Sampan.Server.Storage.Etcd;

/// <summary><c>mvccpb.KeyValue</c>.</summary>
internal readonly record struct EtcdKeyValue(byte[] Key, long CreateRevision, long ModRevision, byte[] Value, long Lease)
{
    public static EtcdKeyValue Decode(ReadOnlySpan<byte> message)
    {
        var (key, value) = (Array.Empty<byte>(), Array.Empty<byte>());
        long created = 0, modified = 0, lease = 0;
        var reader = new ProtobufReader(message);
        while (reader.ReadTag())
        {
            switch (reader.FieldNumber)
            {
                case 1:
                    key = reader.ReadBytes().ToArray();
                    break;
                case 2:
                    created = (long)reader.ReadVarint();
                    break;
                case 3:
                    modified = (long)reader.ReadVarint();
                    break;
                case 5:
                    value = reader.ReadBytes().ToArray();
                    break;
                case 6:
                    lease = (long)reader.ReadVarint();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new EtcdKeyValue(key, created, modified, value, lease);
    }
}
