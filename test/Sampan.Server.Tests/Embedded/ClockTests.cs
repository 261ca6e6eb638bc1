using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;
using Sampan.Server.Storage;

namespace Sampan.Server.Tests.Embedded;

/// <summary>A clock that jumps changes when objects with an end go, and nothing else.</summary>
public sealed class ClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ResourceType Events = new("", "v1", "events", "Event", Namespaced: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Jump_BackAndForth_EventsGoOnceTheirTimeHasCome()
    {
        var time = new FakeTimeProvider(Start);
        await using var server = EmbeddedServer.InMemory(time);
        await server.AddClusterAsync("hub", Cancellation);
        var hub = server.Connect("hub", "test");
        var first = await CreateAsync(hub, "first");

        time.AdjustTime(Start.AddDays(-30));
        var second = await CreateAsync(hub, "second");
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, (await hub.ListAsync(Events, null, ListOptions.Everything, Cancellation)).Items.Count);
        Assert.True(long.Parse(second.Metadata.ResourceVersion, null) > long.Parse(first.Metadata.ResourceVersion, null));

        time.AdjustTime(Start.AddMinutes(30));
        Assert.Equal("second", await GoneAfterAsync(hub, time, TimeSpan.FromSeconds(10)));
        time.AdjustTime(Start.AddDays(30));
        Assert.Equal("first", await GoneAfterAsync(hub, time, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task EventLifetime_IsAnOption()
    {
        var time = new FakeTimeProvider(Start);
        await using var server = new EmbeddedServer(new MemoryStore(), time, options: new EmbeddedServerOptions { EventLifetime = TimeSpan.FromMinutes(5) });
        await server.AddClusterAsync("hub", Cancellation);
        var hub = server.Connect("hub", "test");
        await CreateAsync(hub, "short");

        time.Advance(TimeSpan.FromMinutes(4));
        Assert.Single((await hub.ListAsync(Events, null, ListOptions.Everything, Cancellation)).Items);
        Assert.Equal("short", await GoneAfterAsync(hub, time, TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task Compaction_AfterTwoIntervals_OldVersionsAreGone()
    {
        var time = new FakeTimeProvider(Start);
        await using var server = new EmbeddedServer(new MemoryStore(), time, options: new EmbeddedServerOptions { CompactionInterval = TimeSpan.FromMinutes(2) });
        await server.AddClusterAsync("hub", Cancellation);
        var hub = server.Connect("hub", "test");
        var old = await CreateAsync(hub, "old");
        await CreateAsync(hub, "newer");

        Assert.Equal("newer", (await FirstAsync(hub, old.Metadata.ResourceVersion)).Object.Metadata.Name);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("newer", (await FirstAsync(hub, old.Metadata.ResourceVersion)).Object.Metadata.Name);
        var refused = await Assert.ThrowsAsync<ApiException>(async () =>
        {
            while (true)
            {
                await FirstAsync(hub, old.Metadata.ResourceVersion);
                time.Advance(TimeSpan.FromMinutes(2));
            }
        });

        Assert.True(refused.IsExpired);
        Assert.Equal(2, (await hub.ListAsync(Events, null, ListOptions.Everything, Cancellation)).Items.Count);
    }

    private static async Task<WatchEvent> FirstAsync(ICluster cluster, string after)
    {
        await foreach (var change in cluster.WatchAsync(Events, "default", new WatchOptions { ResourceVersion = after }, Cancellation))
        {
            return change;
        }

        throw new InvalidOperationException("the watch ended");
    }

    // What the sweep removes when time passes.
    private static async Task<string> GoneAfterAsync(ICluster cluster, FakeTimeProvider time, TimeSpan passed)
    {
        await using var changes = cluster.WatchAsync(Events, "default", new WatchOptions(), Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await changes.MoveNextAsync());
        time.Advance(passed);
        while (await changes.MoveNextAsync())
        {
            if (changes.Current.Type == WatchEventType.Deleted)
            {
                return changes.Current.Object.Metadata.Name;
            }
        }

        throw new InvalidOperationException("the watch ended");
    }

    private static async Task<KubernetesObject> CreateAsync(ICluster cluster, string name) => await cluster.CreateAsync(
        Events,
        KubernetesObject.From(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" },
            ["involvedObject"] = new JsonObject { ["kind"] = "Pod", ["name"] = "p", ["namespace"] = "default" },
        }),
        new WriteOptions(),
        Cancellation);
}
