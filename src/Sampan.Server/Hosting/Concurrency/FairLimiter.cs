namespace Sampan.Server.Hosting.Concurrency;

/// <summary>
/// Lets a number of requests in at a time. Those that must wait do so in a queue of their user, and the users take turns:
/// nobody waits behind somebody else's flood. Who would wait too long, or behind too many of their own, is turned away.
/// </summary>
internal sealed class FairLimiter
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedList<TaskCompletionSource>> _waiting = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();
    private readonly int _queueLimit;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private int _free;

    /// <param name="seats">How many are let in at a time.</param>
    /// <param name="queueLimit">How many requests of one user wait.</param>
    /// <param name="patience">How long a request waits.</param>
    /// <param name="time">The clock.</param>
    public FairLimiter(int seats, int queueLimit, TimeSpan patience, TimeProvider time)
    {
        _free = seats;
        _queueLimit = queueLimit;
        _patience = patience;
        _time = time;
    }

    /// <summary>Lets a user's request in when it is its turn: dispose of what is returned when it is done. Null: turned away.</summary>
    public ValueTask<IDisposable?> EnterAsync(string user, CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource> waiter;
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                return ValueTask.FromResult<IDisposable?>(new Seat(this));
            }

            if (!_waiting.TryGetValue(user, out var queue))
            {
                _waiting[user] = queue = new LinkedList<TaskCompletionSource>();
                _turns.Enqueue(user);
            }

            if (queue.Count >= _queueLimit)
            {
                return ValueTask.FromResult<IDisposable?>(null);
            }

            waiter = queue.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        return WaitAsync(waiter, cancellationToken);
    }

    private void Leave()
    {
        lock (_gate)
        {
            while (_turns.TryDequeue(out var user))
            {
                var queue = _waiting[user];
                if (queue.First is not { } next)
                {
                    _waiting.Remove(user);
                    continue;
                }

                queue.RemoveFirst();
                _turns.Enqueue(user);
                next.Value.SetResult();
                return;
            }

            _free++;
        }
    }

    private async ValueTask<IDisposable?> WaitAsync(LinkedListNode<TaskCompletionSource> waiter, CancellationToken cancellationToken)
    {
        try
        {
            await waiter.Value.Task.WaitAsync(_patience, _time, cancellationToken);
            return new Seat(this);
        }
        catch (TimeoutException)
        {
            // Its turn may come at the same moment.
            return TakeBack(waiter) ? null : new Seat(this);
        }
        catch (OperationCanceledException)
        {
            if (!TakeBack(waiter))
            {
                Leave();
            }

            throw;
        }
    }

    private bool TakeBack(LinkedListNode<TaskCompletionSource> waiter)
    {
        lock (_gate)
        {
            waiter.List?.Remove(waiter);
            return !waiter.Value.Task.IsCompleted;
        }
    }

    private sealed class Seat(FairLimiter limiter) : IDisposable
    {
        public void Dispose() => limiter.Leave();
    }
}
