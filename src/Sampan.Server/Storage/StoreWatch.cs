namespace Sampan.Server.Storage;

/// <summary>A reader's position in a collection's changes. One reader at a time.</summary>
public sealed class StoreWatch
{
    private readonly StoreHistory _history;
    private readonly EventLog _log;
    private EventLog.Entry _entry;

    internal StoreWatch(StoreHistory history, EventLog log, long afterRevision)
    {
        _history = history;
        _log = log;
        _entry = log.After(afterRevision);
        SeenRevision = afterRevision;
        if (afterRevision < log.Floor)
        {
            throw new CompactedException(afterRevision, log.Floor);
        }
    }

    /// <summary>Every change of the collection up to this revision has been read.</summary>
    public long SeenRevision { get; private set; }

    /// <summary>Takes the next change, if there is one by now.</summary>
    /// <exception cref="CompactedException">The reader has fallen so far behind that history has overtaken it.</exception>
    public bool TryRead(out StoreEvent change)
    {
        // The store's revision is read before the list: if nothing follows, nothing up to that revision is missing.
        var revision = _history.Current.Revision;
        if (_entry.Next is not { } next || next.Revision > revision)
        {
            if (_entry.IsCutOff || _log.IsEnded)
            {
                throw new CompactedException(SeenRevision, _history.OldestRevision);
            }

            SeenRevision = Math.Max(SeenRevision, revision);
            change = null!;
            return false;
        }

        _entry = next;
        SeenRevision = Math.Max(SeenRevision, next.Revision);
        change = next.Change!;
        return true;
    }

    /// <summary>Waits until a change can be read.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _entry.Followed.WaitAsync(cancellationToken);
}
