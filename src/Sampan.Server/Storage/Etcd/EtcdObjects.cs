using System.Text;
using Sampan.Server.Storage.Encryption;

namespace Sampan.Server.Storage.Etcd;

/// <summary>Objects as etcd has them: a value is the JSON without its resource version, which is the key's revision.</summary>
internal sealed class EtcdObjects(EtcdKeys keys, ValueEncryption encryption)
{
    public EtcdKeys Keys => keys;

    /// <summary>The value of an object.</summary>
    public byte[] Encode(StoreKey key, PendingValue value) => encryption.Write(key, value.WithoutRevision());

    /// <summary>The object of a pair; null for a key that is no object's.</summary>
    /// <exception cref="InvalidDataException">The value is no object that can be read.</exception>
    public (StoreKey Key, StoredObject Object)? Decode(EtcdKeyValue pair)
    {
        if (keys.Parse(pair.Key) is not { } key)
        {
            return null;
        }

        try
        {
            var (json, isStale) = encryption.Read(key, pair.Value);
            var found = PendingValue.Of(json).At(pair.ModRevision);
            return (key, new StoredObject(key.Name, found, pair.CreateRevision, pair.ModRevision, EtcdLeases.End(pair.Lease)) { IsStale = isStale });
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or InvalidDataException)
        {
            throw new InvalidDataException(
                $"etcd's key {Encoding.UTF8.GetString(pair.Key)} holds what this server cannot read: {exception.Message}. If it is not sampan's, give the server a prefix of its own (--etcd-prefix)",
                exception);
        }
    }

    /// <summary>The change that an event makes; null where it changes no object.</summary>
    public StoreHistory.Commit? Follow(StoreSnapshot state, bool isDelete, EtcdKeyValue pair)
    {
        if (!isDelete)
        {
            return Decode(pair) is var (written, found)
                ? new StoreHistory.Commit(written, state.With(written.Collection, found, found.ModRevision), new StoreEvent(found.ModRevision, found, state.Get(written), IsDelete: false))
                : null;
        }

        if (keys.Parse(pair.Key) is not { } key || state.Get(key) is not { } last)
        {
            return null;
        }

        var deleted = last with { Object = PendingValue.Of(last.Object.Utf8Json).At(pair.ModRevision), ModRevision = pair.ModRevision };
        return new StoreHistory.Commit(key, state.Without(key, pair.ModRevision), new StoreEvent(pair.ModRevision, deleted, last, IsDelete: true));
    }
}
