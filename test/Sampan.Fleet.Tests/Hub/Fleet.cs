using Microsoft.Extensions.Logging.Abstractions;
using Sampan.Fleet.Crds;
using Sampan.Fleet.Hub;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;

namespace Sampan.Fleet.Tests.Hub;

/// <summary>A hub and two members in this process, with the hub's controllers running.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource _stop = new();
    private readonly EmbeddedServer _server;
    private readonly Dictionary<string, ICluster> _members;
    private Task _running = Task.CompletedTask;

    private Fleet(EmbeddedServer server, ICluster hub, Dictionary<string, ICluster> members) => (_server, Hub, _members) = (server, hub, members);

    public ICluster Hub { get; }

    /// <summary>Starts the fleet; the controllers reach the hub through <paramref name="controlled"/>, if it is given.</summary>
    public static async Task<Fleet> StartAsync(Func<ICluster, ICluster>? controlled = null)
    {
        var server = EmbeddedServer.InMemory();
        foreach (var name in (string[])["hub", "m1", "m2"])
        {
            await server.AddClusterAsync(name, TestContext.Current.CancellationToken);
        }

        var members = new[] { "m1", "m2" }.ToDictionary(name => name, name => server.Connect(name, "fleet"));
        var fleet = new Fleet(server, server.Connect("hub", "fleet"), members);
        await HubInstaller.InstallAsync(fleet.Hub, TestContext.Current.CancellationToken);
        fleet._running = FleetControllers.RunAsync(controlled is null ? fleet.Hub : controlled(fleet.Hub), members, FleetOptions.Default, TimeProvider.System, NullLogger.Instance, fleet._stop.Token);
        return fleet;
    }

    public ICluster Member(string name) => _members[name];

    /// <summary>Creates an object from JSON with single quotes on the hub.</summary>
    public async Task CreateAsync(ResourceType type, string json) =>
        await Hub.CreateAsync(type, Samples.Object(json), WriteOptions.By("test"), TestContext.Current.CancellationToken);

    /// <summary>Waits, by watch, until an object is as it should be; returns it.</summary>
    public static async Task<KubernetesObject> UntilAsync(ICluster cluster, ResourceType type, NamespacedName name, Predicate<KubernetesObject> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        var last = "never seen";
        try
        {
            await foreach (var change in cluster.WatchAsync(type, name.Namespace, new WatchOptions(), limit.Token))
            {
                if (change.Object.NamespacedName == name && change.Type is WatchEventType.Added or WatchEventType.Modified)
                {
                    last = change.Object.Root.ToString();
                    if (holds(change.Object))
                    {
                        return change.Object;
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told below.
        }

        throw new TimeoutException($"{cluster.Name}: {type} {name} did not become as expected; last: {last}");
    }

    /// <summary>Waits, by watch, until an object is gone.</summary>
    public static async Task UntilGoneAsync(ICluster cluster, ResourceType type, NamespacedName name)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        var list = await cluster.ListAsync(type, name.Namespace, ListOptions.Everything, limit.Token);
        if (list.Items.All(item => item.NamespacedName != name))
        {
            return;
        }

        await foreach (var change in cluster.WatchAsync(type, name.Namespace, new WatchOptions { ResourceVersion = list.ResourceVersion }, limit.Token))
        {
            if (change.Type == WatchEventType.Deleted && change.Object.NamespacedName == name)
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _server.DisposeAsync();
        _stop.Dispose();
    }
}
