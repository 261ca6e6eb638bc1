using Microsoft.Extensions.Logging;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;

namespace Sampan.Controllers.Runtime;

/// <summary>The informers of one cluster: one for each type and selection, shared by everything in this process that reads it.</summary>
public sealed class SharedInformers(ICluster cluster, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(ResourceType Type, InformerSelection Selection), Entry> _informers = [];
    private readonly HashSet<Task> _running = [];
    private CancellationToken? _cancellation;

    /// <summary>The cluster that is read.</summary>
    public ICluster Cluster => cluster;

    /// <summary>The informer of a type; starts at once if the set is running, else with it.</summary>
    public Informer For(ResourceType type, InformerSelection? selection = null)
    {
        selection ??= InformerSelection.Everything;
        lock (_lock)
        {
            if (!_informers.TryGetValue((type, selection), out var entry))
            {
                _informers[(type, selection)] = entry = new Entry(new Informer(cluster, type, selection, time, logger));
                Start(entry);
            }

            return entry.Informer;
        }
    }

    /// <summary>Stops and forgets every informer of a type that is no longer served.</summary>
    public void Drop(ResourceType type)
    {
        lock (_lock)
        {
            foreach (var (key, entry) in _informers.Where(candidate => candidate.Key.Type == type).ToList())
            {
                _informers.Remove(key);
                entry.Stop?.Cancel();
            }
        }
    }

    /// <summary>Runs all informers, those asked for later too, until cancelled. Once only.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _cancellation = cancellationToken;
            foreach (var entry in _informers.Values)
            {
                Start(entry);
            }
        }

        await Delays.WaitAsync(Timeout.InfiniteTimeSpan, time, cancellationToken);
        Task[] running;
        lock (_lock)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running);
    }

    private void Start(Entry entry)
    {
        if (_cancellation is { } cancellation)
        {
            entry.Stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var running = RunAsync(entry);
            _running.Add(running);
            _running.RemoveWhere(task => task.IsCompleted);
        }
    }

    private static async Task RunAsync(Entry entry)
    {
        using var stop = entry.Stop!;
        await Task.Run(() => entry.Informer.RunAsync(stop.Token), CancellationToken.None);
    }

    private sealed class Entry(Informer informer)
    {
        public Informer Informer { get; } = informer;

        public CancellationTokenSource? Stop { get; set; }
    }
}
