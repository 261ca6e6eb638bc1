using System.Text.Json.Nodes;
using Sampan.Server.Storage;

namespace Sampan.Server.Tests.Storage;

/// <summary>What every store must do. Each store's test class runs all of it.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private static readonly StoreKey Web = new("/hub/core/configmaps", "default/web");

    protected IStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Store = await OpenAsync(new StoreOptions { PastRevisions = 100, EventsPerCollection = 50 });

    public virtual async ValueTask DisposeAsync()
    {
        // Without a store where the test was skipped before it had one.
        if (Store is not null)
        {
            await Store.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected abstract ValueTask<IStore> OpenAsync(StoreOptions options);

    [Fact]
    public async Task Commit_NewKey_CarriesItsRevision()
    {
        var before = Store.Current.Revision;

        var created = await CreateAsync(Web);

        Assert.True(created.ModRevision > before);
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
        Assert.Same(created, Store.Current.Get(Web));
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
        await CreateAsync(new StoreKey("/member1/core/configmaps", "default/other"));
        var deleted = await DeleteAsync(updated, Web);

        Assert.True(watch.TryRead(out var modification));
        Assert.Same(updated, modification.Object);
        Assert.Same(created, modification.Previous);
        Assert.True(watch.TryRead(out var deletion));
        Assert.True(deletion.IsDelete);
        Assert.Equal(deleted.ModRevision.ToString(), deletion.Object.Object.Metadata.ResourceVersion);
        Assert.False(watch.TryRead(out _));
        Assert.True(watch.SeenRevision >= deleted.ModRevision);
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

        await Store.CompactAsync(updated.ModRevision, TestContext.Current.CancellationToken);

        Assert.Throws<CompactedException>(() => Store.At(created.ModRevision));
        Assert.Throws<CompactedException>(() => Store.Watch("/hub/apps/never-written", created.ModRevision));
        Assert.Same(updated, Store.Current.Get(Web));
        Assert.False(Store.Watch(Web.Collection, updated.ModRevision).TryRead(out _));
    }

    [Fact]
    public async Task Compact_AtTheNewestRevision_LetsWatchesGoOn()
    {
        var created = await CreateAsync(Web);
        var watch = Store.Watch(Web.Collection, created.ModRevision);

        await Store.CompactAsync(created.ModRevision, TestContext.Current.CancellationToken);
        var updated = await PutAsync(Web, created.ModRevision, "new");

        Assert.Same(updated, Assert.Single(await ReadAsync(watch, 1)).Object);
    }

    [Fact]
    public async Task At_WhileOthersWrite_PagesAreOfOneState()
    {
        foreach (var name in new[] { "a/1", "a/2", "a/3", "a/4" })
        {
            await CreateAsync(new StoreKey(Web.Collection, name));
        }

        var revision = Store.Current.Revision;
        var first = Store.At(revision).List(Web.Collection, "a/").Take(2).ToList();
        await DeleteAsync(Store.Current.Get(new StoreKey(Web.Collection, "a/3"))!, new StoreKey(Web.Collection, "a/3"));
        await CreateAsync(new StoreKey(Web.Collection, "a/5"));
        var rest = Store.At(revision).List(Web.Collection, "a/", first[^1].Name + '\0');

        Assert.Equal(["a/3", "a/4"], rest.Select(found => found.Name));
        Assert.Equal(2, Store.At(revision).CountAfter(Web.Collection, "a/", "a/2"));
        Assert.Equal(revision, Store.At(revision).Revision);
    }

    [Fact]
    public async Task Commit_ManyWritersOfOneKey_EveryChangeBuildsOnTheOneBefore()
    {
        const int writers = 8;
        const int changes = 5;
        var created = await CreateAsync(Web);
        var watch = Store.Watch(Web.Collection, created.ModRevision);

        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var done = 0; done < changes;)
            {
                var current = (await Store.LatestAsync(TestContext.Current.CancellationToken)).Get(Web)!;
                var result = await Store.CommitAsync(new StoreWrite(Web, current.ModRevision, Value($"{writer}-{done}")), TestContext.Current.CancellationToken);
                done += result.Succeeded ? 1 : 0;
            }
        })));

        var read = await ReadAsync(watch, writers * changes);
        Assert.Equal(read.SkipLast(1).Select(change => change.Object).Prepend(created), read.Select(change => change.Previous));
        Assert.False(watch.TryRead(out _));
    }

    [Fact]
    public async Task Watch_ReaderThatStandsStill_IsEnded()
    {
        var current = await CreateAsync(Web);
        var watch = Store.Watch(Web.Collection, current.ModRevision);
        for (var i = 0; i < 60; i++)
        {
            current = await PutAsync(Web, current.ModRevision, $"v{i}");
        }

        Assert.Throws<CompactedException>(() => watch.TryRead(out _));
    }

    [Fact]
    public async Task Expiry_DeletesWhatIsDueAndNotWhatWasRenewed()
    {
        var due = Now.AddSeconds(1);
        var renewed = new StoreKey(Web.Collection, "default/renewed");
        await Store.CommitAsync(new StoreWrite(Web, 0, Value("x"), Expires: due), TestContext.Current.CancellationToken);
        var first = await Store.CommitAsync(new StoreWrite(renewed, 0, Value("x"), Expires: due), TestContext.Current.CancellationToken);
        await Store.CommitAsync(new StoreWrite(renewed, first.Current!.ModRevision, Value("y"), Expires: due.AddHours(1)), TestContext.Current.CancellationToken);
        var watch = Store.Watch(Web.Collection, Store.Current.Revision);

        await Store.RemoveExpiredAsync(due, TestContext.Current.CancellationToken);

        var deletion = Assert.Single(await ReadAsync(watch, 1));
        Assert.True(deletion.IsDelete);
        Assert.Equal(Web.Name, deletion.Object.Name);
        Assert.Null(Store.Current.Get(Web));
        Assert.NotNull(Store.Current.Get(renewed));
    }

    [Fact]
    public async Task Lead_RunsUntilCancelled()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var leads = new TaskCompletionSource();

        var leading = Store.LeadAsync(token => Task.Run(
            async () =>
            {
                leads.SetResult();
                await Task.Delay(Timeout.Infinite, token);
            },
            CancellationToken.None), stopping.Token);
        await leads.Task.WaitAsync(TestContext.Current.CancellationToken);
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leading);
    }

    /// <summary>The time by the clock that expiry goes by: a store that is told the time has any, one that is not the real.</summary>
    protected virtual DateTimeOffset Now => DateTimeOffset.UnixEpoch;

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

    protected static async Task<List<StoreEvent>> ReadAsync(StoreWatch watch, int count)
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
