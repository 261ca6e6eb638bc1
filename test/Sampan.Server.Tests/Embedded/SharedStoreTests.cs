using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;
using Sampan.Server.Storage.Etcd;
using Sampan.Server.Tests.Storage.Etcd;

namespace Sampan.Server.Tests.Embedded;

/// <summary>Two servers over one etcd are one API.</summary>
[Collection(EtcdFixture.Name)]
public sealed class SharedStoreTests(EtcdFixture etcd) : IAsyncLifetime
{
    private static readonly ResourceType ConfigMaps = new("", "v1", "configmaps", "ConfigMap", Namespaced: true);
    private static readonly ResourceType Widgets = new("example.com", "v1", "widgets", "Widget", Namespaced: true);
    private EmbeddedServer? _first;
    private EmbeddedServer? _second;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ICluster First => _first!.Connect("hub", "first");

    private ICluster Second => _second!.Connect("hub", "second");

    public async ValueTask InitializeAsync()
    {
        var prefix = $"/{Guid.NewGuid():n}";
        var servers = await Task.WhenAll(StartAsync(prefix), StartAsync(prefix));
        (_first, _second) = (servers[0], servers[1]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_first is not null && _second is not null)
        {
            await _first.DisposeAsync();
            await _second.DisposeAsync();
        }
    }

    [Fact]
    public async Task Write_ThroughOne_IsReadThroughTheOther()
    {
        for (var i = 0; i < 30; i++)
        {
            var (writer, reader) = i % 2 == 0 ? (First, Second) : (Second, First);
            var created = await writer.CreateAsync(ConfigMaps, ConfigMap($"c{i}"), new WriteOptions(), Cancellation);
            var read = await reader.GetAsync(ConfigMaps, created.NamespacedName, Cancellation);
            await reader.PatchAsync(ConfigMaps, created.NamespacedName, Patch("patched"), new WriteOptions(), Cancellation);

            Assert.Equal(created.Utf8Json.ToArray(), read.Utf8Json.ToArray());
            Assert.Equal(i + 1, (await writer.ListAsync(ConfigMaps, "default", ListOptions.Everything, Cancellation)).Items.Count);
        }
    }

    [Fact]
    public async Task Watch_ThroughOne_SeesWritesThroughBothInOneOrder()
    {
        var start = (await First.ListAsync(ConfigMaps, "default", ListOptions.Everything, Cancellation)).ResourceVersion;
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? First : Second).CreateAsync(ConfigMaps, ConfigMap($"c{i}"), new WriteOptions(), Cancellation).AsTask()));

        var seen = await Task.WhenAll(SeenAsync(First, start), SeenAsync(Second, start));

        Assert.Equal(40, seen[0].Distinct().Count());
        Assert.Equal(seen[0], seen[1]);
    }

    [Fact]
    public async Task Update_ThroughBothFromOneVersion_OneConflicts()
    {
        var created = await First.CreateAsync(ConfigMaps, ConfigMap("contended"), new WriteOptions(), Cancellation);

        var results = await Task.WhenAll(Update(First, created, "one"), Update(Second, created, "two"));

        Assert.Single(results, succeeded => succeeded);
    }

    [Fact]
    public async Task Definition_CreatedThroughOne_IsServedByTheOther()
    {
        await First.CreateAsync(WellKnownTypes.CustomResourceDefinitions, KubernetesObject.Parse("""
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.example.com"},
             "spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"widgets","kind":"Widget"},
             "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
            """u8.ToArray()), new WriteOptions(), Cancellation);
        await Second.ListAsync(ConfigMaps, null, ListOptions.Everything, Cancellation);

        while (!(await Second.DiscoverAsync(Cancellation)).Contains(Widgets))
        {
            await Task.Yield();
        }

        var widget = KubernetesObject.Parse("""{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w","namespace":"default"}}"""u8.ToArray());
        await Second.CreateAsync(Widgets, widget, new WriteOptions(), Cancellation);
        Assert.Equal("w", (await First.GetAsync(Widgets, widget.NamespacedName, Cancellation)).Metadata.Name);
    }

    [Fact]
    public async Task MetricsRegistered_ThroughOne_AreServedByTheOther()
    {
        var pods = new ResourceType("metrics.k8s.io", "v1beta1", "pods", "PodMetrics", Namespaced: true);
        await First.CreateAsync(Aggregation.AggregatedCluster.ApiServices, KubernetesObject.Parse("""
            {"apiVersion":"apiregistration.k8s.io/v1","kind":"APIService","metadata":{"name":"v1beta1.metrics.k8s.io"},"spec":{"group":"metrics.k8s.io","version":"v1beta1","groupPriorityMinimum":100,"versionPriority":100}}
            """u8.ToArray()), new WriteOptions(), Cancellation);

        while (!(await Second.DiscoverAsync(Cancellation)).Contains(pods))
        {
            await Task.Yield();
        }
    }

    private static async Task<bool> Update(ICluster cluster, KubernetesObject from, string value)
    {
        var draft = from.ToDraft();
        draft["data"] = new System.Text.Json.Nodes.JsonObject { ["k"] = value };
        try
        {
            await cluster.UpdateAsync(ConfigMaps, KubernetesObject.From(draft), new WriteOptions(), Cancellation);
            return true;
        }
        catch (ApiException exception) when (exception.IsConflict)
        {
            return false;
        }
    }

    private static async Task<List<string>> SeenAsync(ICluster cluster, string after)
    {
        List<string> seen = [];
        await foreach (var change in cluster.WatchAsync(ConfigMaps, "default", new WatchOptions { ResourceVersion = after }, Cancellation))
        {
            seen.Add($"{change.Object.Metadata.Name} {change.Object.Metadata.ResourceVersion}");
            if (seen.Count == 40)
            {
                break;
            }
        }

        return seen;
    }

    private static KubernetesObject ConfigMap(string name) =>
        KubernetesObject.Parse(System.Text.Encoding.UTF8.GetBytes($$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}","namespace":"default"}}"""));

    private static Patch Patch(string value) => new(PatchType.Merge, System.Text.Encoding.UTF8.GetBytes($$$"""{"data":{"k":"{{{value}}}"}}"""));

    private async Task<EmbeddedServer> StartAsync(string prefix)
    {
        var options = new EtcdOptions { Servers = [await etcd.AddressAsync()], Prefix = prefix };
        var server = new EmbeddedServer(await EtcdStore.OpenAsync(options, null, TimeProvider.System, Cancellation));
        await server.AddClusterAsync("hub", Cancellation);
        return server;
    }
}
