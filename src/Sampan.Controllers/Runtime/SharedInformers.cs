using Microsoft.Extensions.Logging;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;

namespace Sampan.Controllers.Runtime;

/// <summary>The informers of one cluster: one for each type and selection, shared by everything in this process that reads it.</summary>
public sealed class SharedInformers(ICluster cluster, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(ResourceType, InformerSelection), Informer> _informers = [];
    private readonly List<Task> _running = [];
    private CancellationToken? _cancellation;

    /// <summary>The cluster that is read.</summary>
    public ICluster Cluster => cluster;

    /// <summary>The informer of a type; starts at once if the set is running, else with it.</summary>
    public Informer For(ResourceType type, InformerSelection? selection = null)
    {
        selection ??= InformerSelection.Everything;
        lock (_lock)
        {
            if (!_informers.TryGetValue((type, selection), out var informer))
            {
                _informers[(type, selection)] = informer = new Informer(cluster, type, selection, time, logger);
                Start(informer);
            }

            return informer;
        }
    }

    /// <summary>Runs all informers, those asked for later too, until cancelled. Once only.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _cancellation = cancellationToken;
            foreach (var informer in _informers.Values)
            {
                Start(informer);
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

    private void Start(Informer informer)
    {
        if (_cancellation is { } cancellation)
        {
            _running.Add(Task.Run(() => informer.RunAsync(cancellation), CancellationToken.None));
        }
    }
}
