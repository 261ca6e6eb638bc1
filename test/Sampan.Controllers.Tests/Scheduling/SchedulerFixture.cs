using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sampan.Controllers.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Controllers.Scheduling;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;

namespace Sampan.Controllers.Tests.Scheduling;

/// <summary>An embedded cluster with a scheduler and nothing else.</summary>
internal sealed class SchedulerFixture : IAsyncDisposable
{
    private readonly EmbeddedServer _server;
    private readonly ControllerHost _host;

    private SchedulerFixture(EmbeddedServer server, SharedInformers informers, ControllerHost host)
    {
        _server = server;
        _host = host;
        Informers = informers;
    }

    public SharedInformers Informers { get; }

    public ICluster Cluster => Informers.Cluster;

    public static Task<SchedulerFixture> StartAsync() => StartAsync(informers =>
        new ControllerHost(informers, [new Scheduler(informers, SchedulerOptions.Default, TimeProvider.System, NullLogger.Instance)], NullLogger.Instance));

    /// <summary>A whole embedded cluster: its scheduler among everything else that brings it to life.</summary>
    public static Task<SchedulerFixture> StartWholeAsync(int nodes) => StartAsync(informers => EmbeddedControllers.Create(
        informers,
        new EmbeddedControllersOptions { Nodes = [new NodeGroup("node", nodes, NodeShape.Default)], Simulation = SimulationOptions.Immediate },
        TimeProvider.System,
        NullLogger.Instance,
        []));

    /// <summary>Adds a node that takes pods: the API server taints new ones until they are ready.</summary>
    /// <summary>Adds a node, and waits until the scheduler knows it: nodes and pods reach it on ways of their own.</summary>
    public async Task AddNodeAsync(string name, string cpu = "4")
    {
        await CreateAsync(WellKnownTypes.Nodes, $$"""
            {"apiVersion":"v1","kind":"Node","metadata":{"name":"{{name}}"},"status":{"allocatable":{"cpu":"{{cpu}}","memory":"8Gi","pods":"110"} } }
            """);
        var untaint = new Patch(PatchType.Merge, """{"spec":{"taints":null}}"""u8.ToArray());
        await Cluster.PatchAsync(WellKnownTypes.Nodes, NamespacedName.ClusterScoped(name), untaint, WriteOptions.By("test"), TestContext.Current.CancellationToken);
        await Informers.For(WellKnownTypes.Nodes).UntilAsync(nodes => nodes.Any(node => node.Metadata.Name == name && node.Root.Member("spec")?.Member("taints") is null));
    }

    public async Task AddPodAsync(string name, string cpu = "1", string priorityClass = "") => await CreateAsync(WellKnownTypes.Pods, $$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{name}}","namespace":"default"},
         "spec":{"priorityClassName":"{{priorityClass}}","terminationGracePeriodSeconds":0,"containers":[{"name":"c","image":"nginx","resources":{"requests":{"cpu":"{{cpu}}"} } }]} }
        """);

    public async Task AddPriorityClassAsync(string name, int value) => await CreateAsync(
        WellKnownTypes.PriorityClasses,
        $$"""{"apiVersion":"scheduling.k8s.io/v1","kind":"PriorityClass","metadata":{"name":"{{name}}"},"value":{{value}} }""");

    public async Task<KubernetesObject> CreateAsync(ResourceType type, string json) =>
        await Cluster.CreateAsync(type, Drafts.Parse(json), WriteOptions.By("test"), TestContext.Current.CancellationToken);

    public async Task<KubernetesObject> UntilPodAsync(string name, Func<JsonElement, bool> condition)
    {
        var all = await Informers.For(WellKnownTypes.Pods).UntilAsync(pods => pods.Any(pod => pod.Metadata.Name == name && condition(pod.Root)));
        return all.First(pod => pod.Metadata.Name == name);
    }

    public static bool IsOn(JsonElement pod, string node) => pod.Member("spec")?.String("nodeName") == node;

    public static JsonElement? Condition(JsonElement pod, string type)
    {
        foreach (var condition in pod.Member("status")?.Items("conditions") ?? default)
        {
            if (condition.String("type") == type)
            {
                return condition;
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static async Task<SchedulerFixture> StartAsync(Func<SharedInformers, ControllerHost> create)
    {
        var server = EmbeddedServer.InMemory();
        await server.AddClusterAsync("test", TestContext.Current.CancellationToken);
        var informers = new SharedInformers(server.Connect("test", "test"), TimeProvider.System, NullLogger.Instance);
        var host = create(informers);
        host.Start();
        return new SchedulerFixture(server, informers, host);
    }
}
