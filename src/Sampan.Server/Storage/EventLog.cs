namespace Sampan.Server.Storage;

/// <summary>
/// The recent changes of one collection, as a linked list that watches walk at their own pace. A watch is just a
/// position in the list: idle ones cost a continuation, and no event is queued twice.
/// </summary>
/// <remarks>Appending and dropping happen under the store's lock; reading takes none.</remarks>
internal sealed class EventLog
{
    private readonly int _capacity;
    private Entry _oldest;
    private Entry _newest;
    private int _count;
    private long _floor;

    public EventLog(long floor, int capacity)
    {
        _floor = floor;
        _capacity = capacity;
        _oldest = _newest = new Entry(null, floor);
    }

    /// <summary>Changes after this revision are all here.</summary>
    public long Floor => Volatile.Read(ref _floor);

    /// <summary>Whether nothing will follow any more.</summary>
    public bool IsEnded { get => Volatile.Read(ref field); private set => Volatile.Write(ref field, value); }

    /// <summary>Links a change; whoever waits for it is woken by <see cref="Entry.Announce"/> on the returned entry.</summary>
    public Entry Append(StoreEvent change)
    {
        var before = _newest;
        _newest = new Entry(change, change.Revision);
        before.Next = _newest;
        if (++_count > _capacity)
        {
            DropOldest();
        }

        return before;
    }

    public void DropUpTo(long revision)
    {
        while (_oldest.Next is { } next && next.Revision <= revision)
        {
            DropOldest();
        }

        Volatile.Write(ref _floor, Math.Max(_floor, revision));
    }

    /// <summary>The entry after which the changes newer than a revision follow.</summary>
    public Entry After(long revision)
    {
        while (true)
        {
            var entry = Volatile.Read(ref _oldest);
            while (entry.Next is { } next && next.Revision <= revision)
            {
                entry = next;
            }

            // Cut off on the way: begin again behind the cut.
            if (!entry.IsCutOff)
            {
                return entry;
            }
        }
    }

    /// <summary>Ends the log: what comes next does not follow from it. Returns the entry to announce.</summary>
    public Entry End()
    {
        IsEnded = true;
        return _newest;
    }

    // Cut off, so that a watch that stands still keeps one entry in memory and not all that followed it.
    private void DropOldest()
    {
        var before = _oldest;
        var dropped = before.Next!;
        _count--;
        Volatile.Write(ref _floor, Math.Max(_floor, dropped.Revision));
        Volatile.Write(ref _oldest, dropped);
        before.CutOff();
    }

    internal sealed class Entry(StoreEvent? change, long revision)
    {
        private readonly TaskCompletionSource _followed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Entry? _next;

        public StoreEvent? Change { get; } = change;

        public long Revision { get; } = revision;

        public Entry? Next
        {
            get => Volatile.Read(ref _next);
            set => Volatile.Write(ref _next, value);
        }

        /// <summary>Completes once a next entry is there and its revision is the store's.</summary>
        public Task Followed => _followed.Task;

        /// <summary>Whether what followed has been dropped.</summary>
        public bool IsCutOff { get => Volatile.Read(ref field); private set => Volatile.Write(ref field, value); }

        public void Announce() => _followed.TrySetResult();

        public void CutOff()
        {
            IsCutOff = true;
            Next = null;
        }
    }
}
