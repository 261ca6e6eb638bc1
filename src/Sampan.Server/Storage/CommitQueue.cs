namespace Sampan.Server.Storage;

/// <summary>
/// What waits for a writer of its own thread. Taking blocks without spinning first, as channels and semaphores do: the
/// next write often comes a little too late for that, and those that would make it need the processor.
/// </summary>
internal sealed class CommitQueue<T>
{
    private readonly Queue<T> _waiting = new();
    private bool _isClosed;

    /// <summary>Adds something; false if the queue is closed.</summary>
    public bool TryAdd(T item)
    {
        lock (_waiting)
        {
            if (_isClosed)
            {
                return false;
            }

            _waiting.Enqueue(item);
            if (_waiting.Count == 1)
            {
                Monitor.Pulse(_waiting);
            }

            return true;
        }
    }

    /// <summary>Moves what waits into an empty batch, at least one and at most so many; false once the queue is closed and empty.</summary>
    public bool Take(List<T> batch, int most)
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0)
            {
                if (_isClosed)
                {
                    return false;
                }

                Monitor.Wait(_waiting);
            }

            while (batch.Count < most && _waiting.TryDequeue(out var item))
            {
                batch.Add(item);
            }

            return true;
        }
    }

    /// <summary>Takes nothing more; what waits can still be taken.</summary>
    public void Close()
    {
        lock (_waiting)
        {
            _isClosed = true;
            Monitor.Pulse(_waiting);
        }
    }
}
