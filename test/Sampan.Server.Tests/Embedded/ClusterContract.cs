using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;

namespace Sampan.Server.Tests.Embedded;

/// <summary>What every door to a cluster must do, whether it leads into this process or over the network. Each door's test class runs all of it.</summary>
public abstract class ClusterContract : IAsyncLifetime
{
    private static readonly WriteOptions Write = WriteOptions.By("test");
    private ICluster _hub = null!;

    protected EmbeddedServer Server { get; } = EmbeddedServer.InMemory();

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Server.AddClusterAsync("hub", Token);
        _hub = await ConnectAsync("hub");
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract ValueTask<ICluster> ConnectAsync(string cluster);

    [Fact]
    public async Task Create_ConfigMap_GetsMetadataAndCanBeRead()
    {
        var created = await CreateConfigMapAsync("web");

        var read = await _hub.GetAsync(WellKnownTypes.ConfigMaps, created.NamespacedName, Token);

        Assert.Equal(created.Root.ToString(), read.Root.ToString());
        Assert.Equal("ConfigMap", read.Kind);
        Assert.NotEmpty(read.Metadata.Uid);
        Assert.NotEmpty(read.Metadata.ResourceVersion);
        Assert.NotNull(read.Metadata.CreationTimestamp);
    }

    [Fact]
    public async Task Create_Twice_AlreadyExists()
    {
        await CreateConfigMapAsync("web");

        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateConfigMapAsync("web"));

        Assert.True(refused.IsAlreadyExists);
        Assert.Equal("configmaps \"web\" already exists", refused.Status.Message);
    }

    [Fact]
    public async Task Create_InMissingNamespace_NotFound()
    {
        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateConfigMapAsync("web", "nowhere"));

        Assert.Equal("namespaces \"nowhere\" not found", refused.Status.Message);
    }

    [Fact]
    public async Task Create_GenerateName_AddsASuffix()
    {
        var created = await _hub.CreateAsync(WellKnownTypes.ConfigMaps, Object("""{"metadata":{"generateName":"web-","namespace":"default"}}"""), Write, Token);

        Assert.Matches("^web-[bcdfghjklmnpqrstvwxz2456789]{5}$", created.Metadata.Name);
    }

    [Fact]
    public async Task Create_DryRun_StoresNothing()
    {
        await _hub.CreateAsync(WellKnownTypes.ConfigMaps, Object("""{"metadata":{"name":"web","namespace":"default"}}"""), Write with { DryRun = true }, Token);

        await Assert.ThrowsAsync<ApiException>(() => _hub.GetAsync(WellKnownTypes.ConfigMaps, new("default", "web"), Token).AsTask());
    }

    [Fact]
    public async Task Update_StaleVersion_Conflicts()
    {
        var created = await CreateConfigMapAsync("web");
        var newer = await _hub.UpdateAsync(WellKnownTypes.ConfigMaps, WithData(created, "2"), Write, Token);

        var refused = await Assert.ThrowsAsync<ApiException>(() => _hub.UpdateAsync(WellKnownTypes.ConfigMaps, WithData(created, "3"), Write, Token).AsTask());

        Assert.True(refused.IsConflict);
        Assert.Equal(newer.Metadata.ResourceVersion, (await _hub.GetAsync(WellKnownTypes.ConfigMaps, created.NamespacedName, Token)).Metadata.ResourceVersion);
    }

    [Fact]
    public async Task Update_WithoutChange_KeepsTheVersion()
    {
        var created = await CreateConfigMapAsync("web");

        var updated = await _hub.UpdateAsync(WellKnownTypes.ConfigMaps, created, Write, Token);

        Assert.Equal(created.Metadata.ResourceVersion, updated.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task Patch_ManyAtOnce_LosesNone()
    {
        await CreateConfigMapAsync("web");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            _hub.PatchAsync(WellKnownTypes.ConfigMaps, new("default", "web"), Merge($$$"""{"data":{"k{{{i}}}":"v"}}"""), Write, Token).AsTask())));

        var read = await _hub.GetAsync(WellKnownTypes.ConfigMaps, new("default", "web"), Token);
        Assert.Equal(21, (read.Root.Member("data") ?? default).EnumerateObject().Count());
    }

    [Fact]
    public async Task Status_IsWrittenThroughItsSubresourceOnly()
    {
        var created = await _hub.CreateAsync(WellKnownTypes.Deployments, Object("""{"metadata":{"name":"web","namespace":"default"},"spec":{"replicas":1,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"x"}]}}},"status":{"replicas":9}}"""), Write, Token);

        var spec = await _hub.PatchAsync(WellKnownTypes.Deployments, created.NamespacedName, Merge("""{"spec":{"replicas":2},"status":{"replicas":8}}"""), Write, Token);
        var status = await _hub.PatchAsync(WellKnownTypes.Deployments, created.NamespacedName, Merge("""{"spec":{"replicas":3},"status":{"replicas":7}}"""), Write with { Subresource = "status" }, Token);

        Assert.Null((created.Root.Member("status") ?? default).Integer("replicas"));
        Assert.Null((spec.Root.Member("status") ?? default).Integer("replicas"));
        Assert.Equal(7, (status.Root.Member("status") ?? default).Integer("replicas"));
        Assert.Equal(2, (status.Root.Member("spec") ?? default).Integer("replicas"));
        Assert.Equal((1, 2, 2), (created.Metadata.Generation, spec.Metadata.Generation, status.Metadata.Generation));
    }

    [Fact]
    public async Task Scale_IsReadAndWrittenThroughItsSubresource()
    {
        var controllers = WellKnownTypes.ReplicationControllers;
        var name = new NamespacedName("default", "web");
        await _hub.CreateAsync(controllers, Object("""{"apiVersion":"v1","kind":"ReplicationController","metadata":{"name":"web","namespace":"default"},"spec":{"replicas":2,"selector":{"app":"web"},"template":{"metadata":{"labels":{"app":"web"} },"spec":{"containers":[{"name":"c","image":"i"}]} } } }"""), Write, Token);

        var scale = await _hub.GetSubresourceAsync(controllers, name, "scale", Token);
        var draft = scale.ToDraft();
        draft["spec"]!["replicas"] = 5;
        await _hub.UpdateAsync(controllers, KubernetesObject.From(draft), Write with { Subresource = "scale" }, Token);

        Assert.Equal(("Scale", 2, "app=web"), (scale.Kind, scale.Root.Member("spec")?.Integer("replicas"), scale.Root.Member("status")?.String("selector")));
        Assert.Equal(5, (await _hub.GetAsync(controllers, name, Token)).Root.Member("spec")?.Integer("replicas"));
    }

    [Fact]
    public async Task Scale_ThatIsNotThere_SaysWhetherTheObjectOrTheSubresourceIsMissing()
    {
        await CreateConfigMapAsync("web");

        var missing = await Assert.ThrowsAsync<ApiException>(async () => await _hub.GetSubresourceAsync(WellKnownTypes.Deployments, new NamespacedName("default", "gone"), "scale", Token));
        var none = await Assert.ThrowsAsync<ApiException>(async () => await _hub.GetSubresourceAsync(WellKnownTypes.ConfigMaps, new NamespacedName("default", "web"), "scale", Token));

        Assert.Equal((404, "gone"), (missing.Status.Code, missing.Status.Details?.Name));
        Assert.Equal((404, ""), (none.Status.Code, none.Status.Details?.Name ?? ""));
    }

    [Fact]
    public async Task Binding_AssignsTheNodeOnce()
    {
        await CreatePodAsync("p");
        var binding = Object("""{"apiVersion":"v1","kind":"Binding","metadata":{"name":"p","namespace":"default"},"target":{"kind":"Node","name":"n1"}}""");

        await _hub.CreateAsync(WellKnownTypes.Pods, binding, Write with { Subresource = "binding" }, Token);
        var again = await Assert.ThrowsAsync<ApiException>(() => _hub.CreateAsync(WellKnownTypes.Pods, binding, Write with { Subresource = "binding" }, Token).AsTask());

        var pod = await _hub.GetAsync(WellKnownTypes.Pods, new("default", "p"), Token);
        Assert.Equal("n1", pod.Root.Member("spec", "nodeName")?.GetString());
        Assert.Equal("Operation cannot be fulfilled on pods/binding \"p\": pod p is already assigned to node \"n1\"", again.Status.Message);
    }

    [Fact]
    public async Task Delete_BoundPod_WaitsForItsGracePeriod()
    {
        await CreatePodAsync("p", "\"nodeName\":\"n1\",\"terminationGracePeriodSeconds\":30,");
        var name = new NamespacedName("default", "p");

        await _hub.DeleteAsync(WellKnownTypes.Pods, name, DeleteOptions.Default, Token);
        var ending = await _hub.GetAsync(WellKnownTypes.Pods, name, Token);
        await _hub.DeleteAsync(WellKnownTypes.Pods, name, new DeleteOptions { GracePeriodSeconds = 0 }, Token);

        Assert.NotNull(ending.Metadata.DeletionTimestamp);
        await Assert.ThrowsAsync<ApiException>(() => _hub.GetAsync(WellKnownTypes.Pods, name, Token).AsTask());
    }

    [Fact]
    public async Task Delete_WithFinalizer_GoesWhenTheFinalizerDoes()
    {
        await _hub.CreateAsync(WellKnownTypes.ConfigMaps, Object("""{"metadata":{"name":"web","namespace":"default","finalizers":["example.com/f"]}}"""), Write, Token);
        var name = new NamespacedName("default", "web");

        await _hub.DeleteAsync(WellKnownTypes.ConfigMaps, name, DeleteOptions.Default, Token);
        var ending = await _hub.GetAsync(WellKnownTypes.ConfigMaps, name, Token);
        await _hub.PatchAsync(WellKnownTypes.ConfigMaps, name, Merge("""{"metadata":{"finalizers":null}}"""), Write, Token);

        Assert.NotNull(ending.Metadata.DeletionTimestamp);
        await Assert.ThrowsAsync<ApiException>(() => _hub.GetAsync(WellKnownTypes.ConfigMaps, name, Token).AsTask());
    }

    [Fact]
    public async Task Delete_Namespace_TerminatesUntilFinalized()
    {
        await _hub.CreateAsync(WellKnownTypes.Namespaces, Object("""{"metadata":{"name":"team"}}"""), Write, Token);
        var name = NamespacedName.ClusterScoped("team");

        await _hub.DeleteAsync(WellKnownTypes.Namespaces, name, DeleteOptions.Default, Token);
        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateConfigMapAsync("late", "team"));
        var ending = (await _hub.GetAsync(WellKnownTypes.Namespaces, name, Token)).ToDraft();
        ending["spec"] = new JsonObject();
        await _hub.UpdateAsync(WellKnownTypes.Namespaces, KubernetesObject.From(ending), Write with { Subresource = "finalize" }, Token);

        Assert.Equal(403, refused.Status.Code);
        await Assert.ThrowsAsync<ApiException>(() => _hub.GetAsync(WellKnownTypes.Namespaces, name, Token).AsTask());
    }

    [Fact]
    public async Task List_Pages_AreOfOneSnapshot()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            await CreateConfigMapAsync(name);
        }

        var first = await _hub.ListAsync(WellKnownTypes.ConfigMaps, "default", new ListOptions { Limit = 2 }, Token);
        await _hub.DeleteAsync(WellKnownTypes.ConfigMaps, new("default", "c"), DeleteOptions.Default, Token);
        var second = await _hub.ListAsync(WellKnownTypes.ConfigMaps, "default", new ListOptions { Limit = 2, Continue = first.Continue }, Token);

        Assert.Equal(["a", "b"], first.Items.Select(item => item.Metadata.Name));
        Assert.Equal(["c"], second.Items.Select(item => item.Metadata.Name));
        Assert.Null(second.Continue);
    }

    [Fact]
    public async Task Watch_WithSelector_ReportsEnteringAndLeaving()
    {
        var list = await _hub.ListAsync(WellKnownTypes.ConfigMaps, "default", ListOptions.Everything, Token);
        await CreateConfigMapAsync("web");
        await _hub.PatchAsync(WellKnownTypes.ConfigMaps, new("default", "web"), Merge("""{"metadata":{"labels":{"s":"yes"}}}"""), Write, Token);
        var left = await _hub.PatchAsync(WellKnownTypes.ConfigMaps, new("default", "web"), Merge("""{"metadata":{"labels":{"s":"no"}}}"""), Write, Token);

        var events = await TakeAsync(new WatchOptions { ResourceVersion = list.ResourceVersion, LabelSelector = "s=yes" }, 2);

        Assert.Equal([WatchEventType.Added, WatchEventType.Deleted], events.Select(change => change.Type));
        Assert.Equal("yes", events[1].Object.Metadata.Labels["s"]);
        Assert.Equal(left.Metadata.ResourceVersion, events[1].Object.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task Watch_FromNothing_SendsWhatIsThereThenChanges()
    {
        await CreateConfigMapAsync("a");
        var watching = TakeAsync(new WatchOptions(), 2);
        await CreateConfigMapAsync("b");

        var events = await watching;

        Assert.Equal(["a", "b"], events.Select(change => change.Object.Metadata.Name));
    }

    [Fact]
    public async Task UnknownType_NotFound()
    {
        var refused = await Assert.ThrowsAsync<ApiException>(() =>
            _hub.ListAsync(new ResourceType("example.com", "v1", "widgets", "Widget", true), null, ListOptions.Everything, Token).AsTask());

        Assert.Equal("the server could not find the requested resource", refused.Status.Message);
    }

    private static KubernetesObject Object(string json) => KubernetesObject.Parse(Encoding.UTF8.GetBytes(json));

    private static Patch Merge(string json) => new(PatchType.Merge, Encoding.UTF8.GetBytes(json));

    private static KubernetesObject WithData(KubernetesObject configMap, string value)
    {
        var draft = configMap.ToDraft();
        draft["data"] = new JsonObject { ["k"] = value };
        return KubernetesObject.From(draft);
    }

    protected async Task<KubernetesObject> CreateConfigMapAsync(string name, string @namespace = "default") =>
        await _hub.CreateAsync(WellKnownTypes.ConfigMaps, Object($$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}","namespace":"{{{@namespace}}}"},"data":{"k":"1"}}"""), Write, Token);

    private async Task CreatePodAsync(string name, string spec = "") =>
        await _hub.CreateAsync(WellKnownTypes.Pods, Object($$$"""{"metadata":{"name":"{{{name}}}","namespace":"default"},"spec":{{{{spec}}}"containers":[{"name":"c","image":"x"}]}}"""), Write, Token);

    private async Task<List<WatchEvent>> TakeAsync(WatchOptions options, int count)
    {
        List<WatchEvent> events = [];
        await foreach (var change in _hub.WatchAsync(WellKnownTypes.ConfigMaps, "default", options with { AllowBookmarks = false }, Token))
        {
            events.Add(change);
            if (events.Count == count)
            {
                break;
            }
        }

        return events;
    }
}
