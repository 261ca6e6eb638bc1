using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sampan.Controllers.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;

namespace Sampan.Controllers.Tests.Fakes;

/// <summary>An embedded cluster in memory with running controllers and simulated nodes that do everything at once.</summary>
internal sealed class ClusterFixture : IAsyncDisposable
{
    private readonly EmbeddedServer _server;
    private readonly ControllerHost _host;

    private ClusterFixture(EmbeddedServer server, SharedInformers informers, ControllerHost host)
    {
        _server = server;
        _host = host;
        Informers = informers;
    }

    public SharedInformers Informers { get; }

    public ICluster Cluster => Informers.Cluster;

    public static async Task<ClusterFixture> StartAsync(int nodes = 3, EmbeddedControllersOptions? options = null, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        var server = EmbeddedServer.InMemory(time);
        await server.AddClusterAsync("test", TestContext.Current.CancellationToken);
        var informers = new SharedInformers(server.Connect("test", "test"), time, NullLogger.Instance);
        options ??= new EmbeddedControllersOptions { Nodes = [new NodeGroup("node", nodes, NodeShape.Default)], Simulation = SimulationOptions.Immediate };
        var host = EmbeddedControllers.Create(informers, options, time, NullLogger.Instance, []);
        host.Start();
        return new ClusterFixture(server, informers, host);
    }

    public async Task<KubernetesObject> CreateAsync(ResourceType type, string json) =>
        await Cluster.CreateAsync(type, Drafts.Parse(json), WriteOptions.By("test"), TestContext.Current.CancellationToken);

    public async Task<KubernetesObject> PatchAsync(ResourceType type, string name, string merge, string @namespace = "default") => await Cluster.PatchAsync(
        type, new NamespacedName(@namespace, name), new Patch(PatchType.Merge, System.Text.Encoding.UTF8.GetBytes(merge)), WriteOptions.By("test"), TestContext.Current.CancellationToken);

    public async Task DeleteAsync(ResourceType type, string name, PropagationPolicy? propagation = null, string @namespace = "default") => await Cluster.DeleteAsync(
        type, new NamespacedName(type.Namespaced ? @namespace : "", name), new DeleteOptions { Propagation = propagation }, TestContext.Current.CancellationToken);

    /// <summary>Waits until the object satisfies a condition.</summary>
    public async Task<KubernetesObject> UntilAsync(ResourceType type, string name, Func<JsonElement, bool> condition, string @namespace = "default")
    {
        var key = new NamespacedName(type.Namespaced ? @namespace : "", name);
        var all = await Informers.For(type).UntilAsync(objects => objects.Any(@object => @object.NamespacedName == key && condition(@object.Root)));
        return all.First(@object => @object.NamespacedName == key);
    }

    /// <summary>Waits until the objects of a type satisfy a condition.</summary>
    public Task<IReadOnlyList<KubernetesObject>> UntilAllAsync(ResourceType type, Func<IReadOnlyList<KubernetesObject>, bool> condition) =>
        Informers.For(type).UntilAsync(condition);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }
}
