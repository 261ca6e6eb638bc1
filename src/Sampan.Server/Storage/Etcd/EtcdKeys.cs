using System.Text;

namespace Sampan.Server.Storage.Etcd;

/// <summary>
/// The layout of keys: <c>PREFIX/CLUSTER/GROUP/RESOURCE/NAMESPACE/NAME</c>, with <c>core</c> for the group without a
/// name. It is kube-apiserver's <c>/registry/GROUP/RESOURCE/…</c> with the cluster before it, since one store has many.
/// </summary>
internal sealed class EtcdKeys(string prefix)
{
    private const int CollectionParts = 3;

    /// <summary>The first key of the store.</summary>
    public byte[] First { get; } = Encoding.UTF8.GetBytes(prefix + "/");

    /// <summary>The first key after those of the store.</summary>
    public byte[] End { get; } = Encoding.UTF8.GetBytes(prefix + "0");

    /// <summary>The key that the leader holds. It is no object's: those have more parts.</summary>
    public byte[] Leader { get; } = Encoding.UTF8.GetBytes(prefix + "/leader");

    /// <summary>The key that is written only to be seen again.</summary>
    public byte[] Fence { get; } = Encoding.UTF8.GetBytes(prefix + "/fence");

    /// <summary>The key of an object.</summary>
    public byte[] Of(StoreKey key) => Encoding.UTF8.GetBytes($"{prefix}{key.Collection}/{key.Name}");

    /// <summary>Where a key's object is; null for a key that is no object's.</summary>
    public StoreKey? Parse(ReadOnlySpan<byte> key)
    {
        var path = Encoding.UTF8.GetString(key[(First.Length - 1)..]);
        var end = 0;
        for (var part = 0; part < CollectionParts; part++)
        {
            end = path.IndexOf('/', end + 1);
            if (end < 0)
            {
                return null;
            }
        }

        return new StoreKey(path[..end], path[(end + 1)..]);
    }
}
