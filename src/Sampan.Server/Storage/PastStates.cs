namespace Sampan.Server.Storage;

/// <summary>The newest states of a store by their revisions, which may skip numbers: a ring that forgets the oldest.</summary>
/// <remarks>Every use is under the store's lock.</remarks>
internal sealed class PastStates
{
    private readonly StoreSnapshot?[] _ring;
    private long _first;
    private long _end;

    public PastStates(int capacity, StoreSnapshot initial)
    {
        _ring = new StoreSnapshot?[capacity];
        Clear(initial);
    }

    /// <summary>The oldest revision whose state is known.</summary>
    public long Oldest { get; private set; }

    /// <summary>Adds a newer state; one under the newest's revision completes and replaces it.</summary>
    public void Add(StoreSnapshot state)
    {
        if (_end > _first && Slot(_end - 1)!.Revision == state.Revision)
        {
            Slot(_end - 1) = state;
            return;
        }

        if (_end - _first == _ring.Length)
        {
            Slot(_first++) = null;
            Oldest = Math.Max(Oldest, _first == _end ? state.Revision : Slot(_first)!.Revision);
        }

        Slot(_end++) = state;
    }

    /// <summary>The state at a revision, or null if it is forgotten.</summary>
    public StoreSnapshot? At(long revision)
    {
        if (revision < Oldest)
        {
            return null;
        }

        var (low, high) = (_first, _end - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Slot(middle)!.Revision <= revision ? (middle, high) : (low, middle - 1);
        }

        var found = Slot(low)!;
        return found.Revision == revision ? found : found.AtRevision(revision);
    }

    /// <summary>Forgets the states before a revision; the state at that revision stays.</summary>
    public void DropBefore(long revision)
    {
        while (_end - _first > 1 && Slot(_first + 1)!.Revision <= revision)
        {
            Slot(_first++) = null;
        }

        Oldest = Math.Max(Oldest, revision);
    }

    /// <summary>Forgets everything but one state.</summary>
    public void Clear(StoreSnapshot state)
    {
        Array.Clear(_ring);
        _first = _end = 0;
        Slot(_end++) = state;
        Oldest = state.Revision;
    }

    private ref StoreSnapshot? Slot(long index) => ref _ring[index % _ring.Length];
}
