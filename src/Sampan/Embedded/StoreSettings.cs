using Sampan.Errors;
using Sampan.Server.Embedded;
using Sampan.Server.Storage;
using Sampan.Server.Storage.Encryption;
using Sampan.Server.Storage.Etcd;

namespace Sampan.Embedded;

/// <summary>Where an embedded fleet keeps its state, and for how long.</summary>
internal sealed record StoreSettings
{
    /// <summary>SQLite in the data folder.</summary>
    public static StoreSettings Durable { get; } = new();

    /// <summary>Whether the state is gone when the fleet ends.</summary>
    public bool IsInMemory { get; init; }

    /// <summary>The etcd that has the state; null: this process has it.</summary>
    public EtcdOptions? Etcd { get; init; }

    /// <summary>What is encrypted before it is stored; null: nothing.</summary>
    public EncryptionConfiguration? Encryption { get; init; }

    /// <summary>How the server keeps its store.</summary>
    public EmbeddedServerOptions Upkeep { get; init; } = new();

    /// <summary>Opens the store.</summary>
    /// <exception cref="UserException">A file of etcd's certificates cannot be read.</exception>
    public async ValueTask<IStore> OpenAsync(DataFolder data, TimeProvider time, CancellationToken cancellationToken)
    {
        var storing = new StoreOptions { Encryption = Encryption };
        if (Etcd is null)
        {
            return IsInMemory ? new MemoryStore() : SqliteStore.Open(data.Database, storing);
        }

        try
        {
            return await EtcdStore.OpenAsync(Etcd, storing, time, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new UserException($"the certificates for etcd cannot be read (--etcd-cafile, --etcd-certfile, --etcd-keyfile): {exception.Message}", exception);
        }
    }
}
