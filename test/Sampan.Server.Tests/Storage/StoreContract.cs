using System.Text.Json.Nodes;
using Sampan.Server.Storage;

namespace Sampan.Server.Tests.Storage;

/// <summary>What every store must do. Each store's test class runs all of it.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private static readonly StoreKey Web = new("/hub/configmaps", "default/web");

    protected IStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Store = await OpenAsync(new StoreOptions { PastRevisions = 100, EventsPerCollection = 50 });

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract ValueTask<IStore> OpenAsync(StoreOptions options);

    [Fact]
    public async Task Commit_NewKey_CarriesItsRevision()
    {
        var before = Store.Current.Revision;

        var created = await CreateAsync(Web);

        Assert.Equal(before + 1, created.ModRevision);
        Assert.Equal(created.ModRevision, created.CreateRevision);
        Assert.Equal(created.ModRevision.ToString(), created.Object.Metadata.ResourceVersion);
        Assert.Same(created, Store.Current.Get(Web));
    }

    [Fact]
    public async Task Commit_CreateOfExistingKey_FailsWithCurrent()
    {
        var created = await CreateAsync(Web);

        var again = await Store.CommitAsync(new StoreWrite(Web, 0, Value("again")), TestContext.Current.CancellationToken);

        Assert.False(again.Succeeded);
        Assert.Same(created, again.Current);
        Assert.Equal(created.ModRevision, Store.Current.Revision);
    }

    [Fact]
    public async Task Commit_StaleRevision_FailsAndKeepsTheNewer()
    {
        var created = await CreateAsync(Web);
        var updated = await PutAsync(Web, created.ModRevision, "new");

        var stale = await Store.CommitAsync(new StoreWrite(Web, created.ModRevision, Value("stale")), TestContext.Current.CancellationToken);

        Assert.False(stale.Succeeded);
        Assert.Same(updated, Store.Current.Get(Web));
        Assert.Equal(created.CreateRevision, updated.CreateRevision);
    }

    [Fact]
    public async Task Commit_DeleteOfMissingKey_Fails()
    {
        var result = await Store.CommitAsync(new StoreWrite(Web, 0, Value("x"), IsDelete: true), TestContext.Current.CancellationToken);

        Assert.False(result.Succeeded);
    }

    [Fact]
    public async Task At_PastRevision_SeesTheStateOfThen()
    {
        var created = await CreateAsync(Web);
        await DeleteAsync(created, Web);

        Assert.Null(Store.Current.Get(Web));
        Assert.Same(created, Store.At(created.ModRevision).Get(Web));
        Assert.Throws<ArgumentOutOfRangeException>(() => Store.At(Store.Current.Revision + 1));
    }

    [Fact]
    public async Task List_Prefix_IsOrderedAndCounts()
    {
        foreach (var name in new[] { "b/2", "a/1", "b/10", "b-x/1", "c/1" })
        {
            await CreateAsync(new StoreKey(Web.Collection, name));
        }

        var state = Store.Current;

        Assert.Equal(["a/1", "b-x/1", "b/10", "b/2", "c/1"], state.List(Web.Collection).Select(found => found.Name));
        Assert.Equal(["b/10", "b/2"], state.List(Web.Collection, "b/").Select(found => found.Name));
        Assert.Equal(["b/2"], state.List(Web.Collection, "b/", "b/10\0").Select(found => found.Name));
        Assert.Equal(1, state.CountAfter(Web.Collection, "b/", "b/10"));
        Assert.Equal(4, state.CountAfter(Web.Collection, "", "a/1"));
    }

    [Fact]
    public async Task Watch_FromRevision_SeesEveryChangeInOrder()
    {
        var created = await CreateAsync(Web);
        var watch = Store.Watch(Web.Collection, created.ModRevision);
        var updated = await PutAsync(Web, created.ModRevision, "new");
        await CreateAsync(new StoreKey("/member1/configmaps", "default/other"));
        var deleted = await DeleteAsync(updated, Web);

        Assert.True(watch.TryRead(out var modification));
        Assert.Same(updated, modification.Object);
        Assert.Same(created, modification.Previous);
        Assert.True(watch.TryRead(out var deletion));
        Assert.True(deletion.IsDelete);
        Assert.Equal(deleted.ModRevision.ToString(), deletion.Object.Object.Metadata.ResourceVersion);
        Assert.False(watch.TryRead(out _));
        Assert.Equal(Store.Current.Revision, watch.SeenRevision);
    }

    [Fact]
    public async Task Watch_ManyWritersAtOnce_MissesNothing()
    {
        var watch = Store.Watch(Web.Collection, Store.Current.Revision);
        var writers = Enumerable.Range(0, 40).Select(i => CreateAsync(new StoreKey(Web.Collection, $"default/c{i}")));
        var reading = ReadAsync(watch, 40);

        await Task.WhenAll(writers);
        var read = await reading;

        Assert.Equal(40, read.Select(change => change.Object.Name).Distinct().Count());
        Assert.Equal(read.Select(change => change.Revision).Order(), read.Select(change => change.Revision));
    }

    [Fact]
    public async Task Watch_BeforeTheKeptEvents_IsCompacted()
    {
        var created = await CreateAsync(Web);
        var current = created;
        for (var i = 0; i < 60; i++)
        {
            current = await PutAsync(Web, current.ModRevision, $"v{i}");
        }

        Assert.Throws<CompactedException>(() => Store.Watch(Web.Collection, created.ModRevision));
        Store.Watch(Web.Collection, current.ModRevision - 50);
    }

    [Fact]
    public async Task Compact_ForgetsThePastOnly()
    {
        var created = await CreateAsync(Web);
        var updated = await PutAsync(Web, created.ModRevision, "new");

        Store.Compact(updated.ModRevision);

        Assert.Throws<CompactedException>(() => Store.At(created.ModRevision));
        Assert.Throws<CompactedException>(() => Store.Watch("/hub/never-written", created.ModRevision));
        Assert.Same(updated, Store.Current.Get(Web));
        Assert.False(Store.Watch(Web.Collection, updated.ModRevision).TryRead(out _));
    }

    [Fact]
    public async Task RemoveExpired_DeletesWhatIsDueAndNotWhatWasRenewed()
    {
        var due = DateTimeOffset.UnixEpoch.AddHours(1);
        var renewed = new StoreKey(Web.Collection, "default/renewed");
        await Store.CommitAsync(new StoreWrite(Web, 0, Value("x"), Expires: due), TestContext.Current.CancellationToken);
        var first = await Store.CommitAsync(new StoreWrite(renewed, 0, Value("x"), Expires: due), TestContext.Current.CancellationToken);
        await Store.CommitAsync(new StoreWrite(renewed, first.Current!.ModRevision, Value("y"), Expires: due.AddHours(1)), TestContext.Current.CancellationToken);

        var removed = await Store.RemoveExpiredAsync(due, TestContext.Current.CancellationToken);

        Assert.Equal(1, removed);
        Assert.Null(Store.Current.Get(Web));
        Assert.NotNull(Store.Current.Get(renewed));
    }

    protected static PendingValue Value(string data) => PendingValue.Of(new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = "x", ["resourceVersion"] = "" },
        ["data"] = data,
    });

    protected async Task<StoredObject> CreateAsync(StoreKey key) => await PutAsync(key, 0, "new");

    protected async Task<StoredObject> PutAsync(StoreKey key, long expected, string data)
    {
        var result = await Store.CommitAsync(new StoreWrite(key, expected, Value(data)), TestContext.Current.CancellationToken);
        Assert.True(result.Succeeded);
        return result.Current!;
    }

    private async Task<StoredObject> DeleteAsync(StoredObject found, StoreKey key)
    {
        var delete = new StoreWrite(key, found.ModRevision, PendingValue.Of(found.Object.Utf8Json), IsDelete: true);
        var result = await Store.CommitAsync(delete, TestContext.Current.CancellationToken);
        Assert.True(result.Succeeded);
        return result.Current!;
    }

    private static async Task<List<StoreEvent>> ReadAsync(StoreWatch watch, int count)
    {
        List<StoreEvent> read = [];
        while (read.Count < count)
        {
            if (watch.TryRead(out var change))
            {
                read.Add(change);
            }
            else
            {
                await watch.WaitAsync(TestContext.Current.CancellationToken);
            }
        }

        return read;
    }
}
