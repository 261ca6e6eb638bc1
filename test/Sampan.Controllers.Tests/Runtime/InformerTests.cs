using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sampan.Controllers.Runtime;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;

namespace Sampan.Controllers.Tests.Runtime;

public sealed class InformerTests : IAsyncLifetime
{
    private static readonly ResourceType Type = WellKnownTypes.ConfigMaps;
    private static readonly WriteOptions Write = WriteOptions.By("test");

    private readonly FakeCluster _cluster = new();
    private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.FromSeconds(2) };
    private readonly CancellationTokenSource _stop = new();
    private readonly Informer _informer;
    private Task _running = Task.CompletedTask;

    public InformerTests() => _informer = new Informer(_cluster, Type, InformerSelection.Everything, _time, NullLogger.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(Observed.Patience, CancellationToken.None);
        _stop.Dispose();
    }

    [Fact]
    public async Task Run_ExistingAndLaterObjects_AreCached()
    {
        await _cluster.CreateAsync(Type, Drafts.ConfigMap("a"), Write, Cancellation);
        Start();
        await _informer.Synced.WaitAsync(Observed.Patience, Cancellation);
        Assert.Single(_informer.All);

        await _cluster.CreateAsync(Type, Drafts.ConfigMap("b"), Write, Cancellation);
        await _informer.UntilAsync(all => all.Count == 2);
        await _cluster.DeleteAsync(Type, new NamespacedName("default", "a"), DeleteOptions.Default, Cancellation);
        await _informer.UntilAsync(all => all.Count == 1 && all[0].Metadata.Name == "b");
    }

    [Fact]
    public async Task All_ObjectArrivesLater_DoesNotChangeTheSnapshot()
    {
        Start();
        var before = await _informer.UntilAsync(all => all.Count == 0);
        await _cluster.CreateAsync(Type, Drafts.ConfigMap("a"), Write, Cancellation);
        await _informer.UntilAsync(all => all.Count == 1);
        Assert.Empty(before);
    }

    [Fact]
    public async Task Run_WatchEnds_ContinuesWithoutListing()
    {
        Start();
        await _informer.Synced.WaitAsync(Observed.Patience, Cancellation);
        _cluster.EndWatches();
        await _cluster.CreateAsync(Type, Drafts.ConfigMap("a"), Write, Cancellation);
        await _informer.UntilAsync(all => all.Count == 1);
        Assert.Equal(1, _cluster.Lists);
    }

    [Fact]
    public async Task Run_VersionTooOld_ListsAgainAndReportsWhatChangedMeanwhile()
    {
        await _cluster.CreateAsync(Type, Drafts.ConfigMap("gone"), Write, Cancellation);
        await _cluster.CreateAsync(Type, Drafts.ConfigMap("kept"), Write, Cancellation);
        Start();
        await _informer.UntilAsync(all => all.Count == 2);
        List<string> changes = [];
        using var subscription = _informer.Subscribe(change => changes.Add(
            $"{change.Object.Metadata.Name} {(change.Before is null ? "added" : change.After is null ? "deleted" : "modified")}"));
        Assert.Equal(["gone added", "kept added"], changes);

        _cluster.LosesHistoryDuring(() =>
        {
            _cluster.DeleteAsync(Type, new NamespacedName("default", "gone"), DeleteOptions.Default, Cancellation).AsTask().GetAwaiter().GetResult();
            _cluster.CreateAsync(Type, Drafts.ConfigMap("new"), Write, Cancellation).AsTask().GetAwaiter().GetResult();
        });

        await _informer.UntilAsync(all => all.Count == 2 && all[1].Metadata.Name == "new");
        Assert.Equal(2, _cluster.Lists);
        Assert.Equal(["new added", "gone deleted"], changes[2..]);
    }

    [Fact]
    public async Task Run_ClusterUnreachable_RetriesWithBackoff()
    {
        _time.AutoAdvanceAmount = TimeSpan.Zero;
        _cluster.NextFailures.Enqueue(new HttpRequestException("connection refused"));
        Start();
        while (!_informer.Synced.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Equal(2, _cluster.Lists);
    }

    [Fact]
    public async Task Index_ByNamespaceAndLabel_FollowsChanges()
    {
        var byNamespace = _informer.Index(IndexKeys.Namespace);
        var byLabel = _informer.Index(IndexKeys.Label);
        await _cluster.CreateAsync(Type, Drafts.ConfigMap("a", @namespace: "one"), Write, Cancellation);
        await _cluster.CreateAsync(Type, Drafts.ConfigMap("b", @namespace: "two"), Write, Cancellation);
        Start();
        await _informer.UntilAsync(all => all.Count == 2);

        Assert.Same(byNamespace, _informer.Index(IndexKeys.Namespace));
        Assert.Equal("a", Assert.Single(byNamespace["one"]).Metadata.Name);
        Assert.Equal("b", Assert.Single(byLabel["app=b"]).Metadata.Name);

        await _cluster.DeleteAsync(Type, new NamespacedName("one", "a"), DeleteOptions.Default, Cancellation);
        await _informer.UntilAsync(all => all.Count == 1);
        Assert.Empty(byNamespace["one"]);
        Assert.Empty(byLabel["app=a"]);
    }

    private void Start() => _running = _informer.RunAsync(_stop.Token);
}
