namespace Sampan.Server.Storage;

/// <summary>
/// Where all clusters of a server keep their objects, with etcd's contract: one revision counter that only grows, writes
/// conditional on a key's revision, consistent reads of any revision not yet compacted, and watches without gaps.
/// </summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>The newest state. Reading it takes no lock; it never changes.</summary>
    StoreSnapshot Current { get; }

    /// <summary>The oldest revision that <see cref="At"/> can still read.</summary>
    long OldestRevision { get; }

    /// <summary>The state at a past revision.</summary>
    /// <exception cref="CompactedException">Its history is gone.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The revision is in the future.</exception>
    StoreSnapshot At(long revision);

    /// <summary>Writes one key if its condition holds. When this returns a success, the write survives the process.</summary>
    ValueTask<CommitResult> CommitAsync(StoreWrite write, CancellationToken cancellationToken);

    /// <summary>
    /// Streams a collection's changes after a revision, in order, without a gap, until cancelled. A reader that falls
    /// behind the store's history is ended with <see cref="CompactedException"/>.
    /// </summary>
    /// <exception cref="CompactedException">The changes after that revision are gone.</exception>
    StoreWatch Watch(string collection, long afterRevision);

    /// <summary>Forgets history before a revision; the newest state is never touched.</summary>
    void Compact(long revision);

    /// <summary>Deletes the objects whose time has come; returns how many.</summary>
    ValueTask<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
