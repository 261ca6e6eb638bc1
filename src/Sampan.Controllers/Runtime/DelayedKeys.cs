namespace Sampan.Controllers.Runtime;

/// <summary>Keys that become due later; one timer serves them all.</summary>
internal sealed class DelayedKeys<TKey> : IDisposable
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Action<TKey> _due;
    private readonly PriorityQueue<TKey, long> _byTime = new();
    private readonly Dictionary<TKey, long> _deadlines = [];
    private readonly ITimer _timer;
    private readonly long _start;
    private bool _disposed;

    /// <summary>Calls <paramref name="due"/> for each key when its delay has passed.</summary>
    public DelayedKeys(TimeProvider time, Action<TKey> due)
    {
        _time = time;
        _due = due;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((DelayedKeys<TKey>)state!).Release(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(TKey key, TimeSpan delay)
    {
        lock (_lock)
        {
            var deadline = Elapsed + delay.Ticks;
            if (_disposed || (_deadlines.TryGetValue(key, out var earlier) && earlier <= deadline))
            {
                return;
            }

            _deadlines[key] = deadline;
            _byTime.Enqueue(key, deadline);
            Arm();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        _timer.Dispose();
    }

    private long Elapsed => _time.GetElapsedTime(_start).Ticks;

    private void Release()
    {
        List<TKey> due = [];
        lock (_lock)
        {
            var now = Elapsed;
            while (_byTime.TryPeek(out var key, out var deadline) && deadline <= now)
            {
                _byTime.Dequeue();

                // A key added again with a shorter delay leaves its longer one in the heap: only the current deadline counts.
                if (_deadlines.TryGetValue(key, out var current) && current == deadline)
                {
                    _deadlines.Remove(key);
                    due.Add(key);
                }
            }

            Arm();
        }

        foreach (var key in due)
        {
            _due(key);
        }
    }

    private void Arm()
    {
        if (!_disposed && _byTime.TryPeek(out _, out var deadline))
        {
            // Timers count whole milliseconds: rounding down would fire before the deadline and spin.
            var wait = Math.Max(0, Math.Ceiling(TimeSpan.FromTicks(deadline - Elapsed).TotalMilliseconds));
            _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
        }
    }
}
