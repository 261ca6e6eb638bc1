namespace Sampan.Server.Storage;

/// <summary>
/// Where all clusters of a server keep their objects, with etcd's contract: one revision counter that only grows, writes
/// conditional on a key's revision, consistent reads of any revision not yet compacted, and watches without gaps.
/// Reads are of this process' memory; several processes can share what is behind it.
/// </summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>The newest state that this process knows. Reading it takes no lock; it never changes.</summary>
    StoreSnapshot Current { get; }

    /// <summary>The oldest revision that <see cref="At"/> can still read.</summary>
    long OldestRevision { get; }

    /// <summary>Why the store cannot be used now, for people to read; null while it can.</summary>
    string? Trouble { get; }

    /// <summary>A state that has every write acknowledged before the call, by whichever process.</summary>
    /// <exception cref="StoreUnavailableException">What is behind the store does not answer.</exception>
    ValueTask<StoreSnapshot> LatestAsync(CancellationToken cancellationToken);

    /// <summary>The state at a past revision.</summary>
    /// <exception cref="CompactedException">Its history is gone.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The revision is in the future.</exception>
    StoreSnapshot At(long revision);

    /// <summary>
    /// Writes one key if its condition holds. When this returns a success, the write survives the process; either way
    /// <see cref="Current"/> is at least as new as what it was decided on.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It could not be written, or it is unknown whether it was.</exception>
    ValueTask<CommitResult> CommitAsync(StoreWrite write, CancellationToken cancellationToken);

    /// <summary>
    /// Streams a collection's changes after a revision, in order, without a gap, until cancelled. A reader that falls
    /// behind the store's history is ended with <see cref="CompactedException"/>.
    /// </summary>
    /// <exception cref="CompactedException">The changes after that revision are gone.</exception>
    StoreWatch Watch(string collection, long afterRevision);

    /// <summary>Forgets history before a revision; the newest state is never touched. Of what is shared, the leader alone forgets.</summary>
    /// <exception cref="StoreUnavailableException">What is behind the store does not answer.</exception>
    ValueTask CompactAsync(long revision, CancellationToken cancellationToken);

    /// <summary>Deletes the objects whose time has come, where nothing behind the store does so; returns how many.</summary>
    /// <exception cref="StoreUnavailableException">What is behind the store does not answer.</exception>
    ValueTask<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Runs work that one process alone may do at a time: whenever this process leads, until cancelled. The work's token
    /// is cancelled when another may lead.
    /// </summary>
    Task LeadAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken);
}
