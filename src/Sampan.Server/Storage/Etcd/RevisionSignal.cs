namespace Sampan.Server.Storage.Etcd;

/// <summary>Wakes those who wait until a revision is reached.</summary>
internal sealed class RevisionSignal
{
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private readonly Lock _gate = new();
    private long _reached;

    /// <summary>Completes when the revision is reached.</summary>
    public Task WaitAsync(long revision)
    {
        lock (_gate)
        {
            if (revision <= _reached)
            {
                return Task.CompletedTask;
            }

            var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiting, revision);
            return waiting.Task;
        }
    }

    /// <summary>All up to the revision can be seen now.</summary>
    public void Reach(long revision)
    {
        lock (_gate)
        {
            _reached = Math.Max(_reached, revision);
            while (_waiting.TryPeek(out var waiting, out var wanted) && wanted <= _reached)
            {
                _waiting.Dequeue();
                waiting.TrySetResult();
            }
        }
    }
}
