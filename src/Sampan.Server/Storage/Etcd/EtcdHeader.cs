using Sampan.Server.Protobuf;

namespace Sampan.Server.Storage.Etcd;

/// <summary><c>etcdserverpb.ResponseHeader</c>, which every answer begins with: of it, the revision that the answer was given at.</summary>
internal static class EtcdHeader
{
    private const int Header = 1;
    private const int Revision = 3;

    /// <summary>The revision in an answer's header.</summary>
    public static long RevisionOf(ReadOnlySpan<byte> answer)
    {
        var reader = new ProtobufReader(answer);
        while (reader.ReadTag())
        {
            if (reader.FieldNumber == Header)
            {
                return Varint(reader.ReadBytes(), Revision);
            }

            reader.Skip();
        }

        return 0;
    }

    /// <summary>A number in a message; 0 if it is not there.</summary>
    public static long Varint(ReadOnlySpan<byte> message, int field)
    {
        var reader = new ProtobufReader(message);
        while (reader.ReadTag())
        {
            if (reader.FieldNumber == field)
            {
                return (long)reader.ReadVarint();
            }

            reader.Skip();
        }

        return 0;
    }
}
