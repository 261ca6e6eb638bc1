using System.Threading.Channels;

namespace Sampan.Controllers.Runtime;

/// <summary>
/// Keys that wait for work. A key is queued once however often it is added, and is not given out again while it is being
/// worked on: added meanwhile, it comes back after <see cref="Done"/>.
/// </summary>
/// <remarks>The rules of client-go's <c>util/workqueue</c>: a set of dirty keys, a set of keys in work, and a queue of the dirty ones not in work.</remarks>
public sealed class WorkQueue<TKey> : IDisposable
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly HashSet<TKey> _dirty = [];
    private readonly HashSet<TKey> _inWork = [];
    private readonly Dictionary<TKey, int> _failures = [];
    private readonly Channel<TKey> _ready = Channel.CreateUnbounded<TKey>();
    private readonly DelayedKeys<TKey> _delayed;
    private readonly ExponentialBackoff _backoff;

    /// <summary>A queue whose retries wait 5 ms, 10 ms, 20 ms … up to <paramref name="longestRetry"/> (default 1000 s, as in client-go).</summary>
    public WorkQueue(TimeProvider time, TimeSpan? longestRetry = null)
    {
        _backoff = new ExponentialBackoff(TimeSpan.FromMilliseconds(5), longestRetry ?? TimeSpan.FromSeconds(1000));
        _delayed = new DelayedKeys<TKey>(time, Add);
    }

    /// <summary>Number of keys that wait for a worker.</summary>
    public int Count => _ready.Reader.Count;

    /// <summary>Queues a key.</summary>
    public void Add(TKey key)
    {
        lock (_lock)
        {
            if (_dirty.Add(key) && !_inWork.Contains(key))
            {
                _ready.Writer.TryWrite(key);
            }
        }
    }

    /// <summary>Queues a key after a delay. Of several delays for one key the shortest counts.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
        }
        else
        {
            _delayed.Add(key, delay);
        }
    }

    /// <summary>Queues a key after a delay that doubles with every call until <see cref="Forget"/>.</summary>
    public void AddRateLimited(TKey key)
    {
        int failures;
        lock (_lock)
        {
            failures = _failures.GetValueOrDefault(key);
            _failures[key] = failures + 1;
        }

        AddAfter(key, _backoff.DelayAfter(failures));
    }

    /// <summary>Ends the growth of a key's retry delay, after a success.</summary>
    public void Forget(TKey key)
    {
        lock (_lock)
        {
            _failures.Remove(key);
        }
    }

    /// <summary>Waits for a key and takes it. Every key taken must be given to <see cref="Done"/>.</summary>
    public async ValueTask<TKey> TakeAsync(CancellationToken cancellationToken)
    {
        var key = await _ready.Reader.ReadAsync(cancellationToken);
        lock (_lock)
        {
            _inWork.Add(key);
            _dirty.Remove(key);
        }

        return key;
    }

    /// <summary>Ends the work on a key.</summary>
    public void Done(TKey key)
    {
        lock (_lock)
        {
            _inWork.Remove(key);
            if (_dirty.Contains(key))
            {
                _ready.Writer.TryWrite(key);
            }
        }
    }

    /// <summary>Ends delayed additions.</summary>
    public void Dispose() => _delayed.Dispose();
}
