using System.Globalization;
using Sampan.Server.Requests;
using Sampan.Server.Storage;
using Sampan.Server.Storage.Etcd;

namespace Sampan.Server.Tests.Storage.Etcd;

/// <summary>Members that go and come back, connections that break, history that is gone: nothing acknowledged is lost, no watch misses a change.</summary>
[Collection(EtcdFixture.Name)]
public sealed class EtcdFailureTests(EtcdFixture etcd)
{
    private const string Collection = "/hub/core/configmaps";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryMemberInTurn_KilledUnderWrites_NothingAcknowledgedIsLost()
    {
        var members = await RunningEtcd.StartClusterAsync(3);
        try
        {
            await using var writing = await OpenAsync([.. members.Select(member => member.Address)]);
            await using var reading = await OpenAsync([.. members.Reverse().Select(member => member.Address)]);
            var watch = reading.Watch(Collection, reading.Current.Revision);
            var acknowledged = new List<StoredObject>();
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            using var written = new SemaphoreSlim(0);
            var writer = WriteAsync(writing, acknowledged, written, stopping.Token);
            foreach (var member in members)
            {
                await TakeAsync(written, 20);
                await member.KillAsync();
                await TakeAsync(written, 20);
                await member.StartProcessAsync();
            }

            await stopping.CancelAsync();
            await writer;
            var latest = await reading.LatestAsync(Cancellation);
            var seen = new List<StoreEvent>();
            while (watch.TryRead(out var change))
            {
                seen.Add(change);
            }

            Assert.Empty(acknowledged.Select(found => (found.Name, found.ModRevision)).Except(latest.List(Collection).Select(found => (found.Name, found.ModRevision))));
            Assert.Equal(latest.List(Collection).Select(found => found.ModRevision).Order(), seen.Select(change => change.Revision));
        }
        finally
        {
            await Task.WhenAll(members.Select(member => member.DisposeAsync().AsTask()));
        }
    }

    [Fact]
    public async Task MajorityLost_IsUnavailableUntilItIsBack()
    {
        var members = await RunningEtcd.StartClusterAsync(3);
        try
        {
            await using var store = await OpenAsync([.. members.Select(member => member.Address)]);
            await store.CommitAsync(Create("before"), Cancellation);
            await members[0].KillAsync();
            await members[1].KillAsync();

            var write = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(Create("during"), Cancellation).AsTask());
            var read = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.LatestAsync(Cancellation).AsTask());
            Assert.Contains(write.Status.Code, new[] { 503, 504 });
            Assert.Contains(read.Status.Code, new[] { 503, 504 });
            await TroubleAsync(store);
            Assert.NotNull(store.Current.Get(new StoreKey(Collection, "before")));

            await members[0].StartProcessAsync();
            Assert.NotNull((await RetryAsync(() => store.CommitAsync(Create("after"), Cancellation).AsTask())).Current);
            Assert.NotNull((await RetryAsync(() => store.LatestAsync(Cancellation).AsTask())).Get(new StoreKey(Collection, "after")));
            Assert.Null(store.Trouble);
        }
        finally
        {
            await Task.WhenAll(members.Select(member => member.DisposeAsync().AsTask()));
        }
    }

    [Fact]
    public async Task ConnectionCut_ComesBack_WatchMissesNothing()
    {
        await using var relay = new Relay(await etcd.AddressAsync());
        var prefix = $"/{Guid.NewGuid():n}";
        await using var behind = await OpenAsync([relay.Address], prefix);
        await using var direct = await OpenAsync([await etcd.AddressAsync()], prefix);
        var watch = behind.Watch(Collection, behind.Current.Revision);

        relay.Cut();
        var created = await direct.CommitAsync(Create("a"), Cancellation);
        relay.Restore();
        await RetryAsync(() => behind.LatestAsync(Cancellation).AsTask());

        Assert.True(watch.TryRead(out var change));
        Assert.Equal(created.Current!.ModRevision, change.Revision);
    }

    [Fact]
    public async Task ConnectionCut_ServerIsNotReadyButLives()
    {
        await using var relay = new Relay(await etcd.AddressAsync());
        await using var store = await OpenAsync([relay.Address], $"/{Guid.NewGuid():n}");
        Assert.Equal(200, HealthChecks.All(store, "readyz", isVerbose: false).Status);

        relay.Cut();
        await TroubleAsync(store);

        var ready = HealthChecks.All(store, "readyz", isVerbose: false);
        Assert.Equal(500, ready.Status);
        Assert.Contains("[-]etcd failed", System.Text.Encoding.UTF8.GetString(ready.Body.Span), StringComparison.Ordinal);
        Assert.Equal(200, HealthChecks.All(store, "livez", isVerbose: false).Status);
        Assert.Equal(500, HealthChecks.One(store, "healthz", "etcd")!.Status);
    }

    [Fact]
    public async Task LeaderCutOff_StopsBeforeAnotherLeads()
    {
        await using var relay = new Relay(await etcd.AddressAsync());
        var prefix = $"/{Guid.NewGuid():n}";
        await using var cutOff = await OpenAsync([relay.Address], prefix);
        var order = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var leads = new TaskCompletionSource();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var first = cutOff.LeadAsync(
            async token =>
            {
                leads.SetResult();
                await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                order.Enqueue("the first has stopped");
            },
            stopping.Token);
        await leads.Task.WaitAsync(Cancellation);
        await using var other = await OpenAsync([await etcd.AddressAsync()], prefix);

        relay.Cut();
        await other.LeadAsync(
            _ =>
            {
                order.Enqueue("the second leads");
                return Task.CompletedTask;
            },
            Cancellation);

        Assert.Equal(["the first has stopped", "the second leads"], order);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public async Task ConnectionCut_HistoryGoneMeanwhile_LoadsAnewAndEndsWatches()
    {
        await using var relay = new Relay(await etcd.AddressAsync());
        var prefix = $"/{Guid.NewGuid():n}";
        await using var behind = await OpenAsync([relay.Address], prefix);
        await using var direct = await OpenAsync([await etcd.AddressAsync()], prefix);
        var created = (await direct.CommitAsync(Create("gone"), Cancellation)).Current!;
        await behind.LatestAsync(Cancellation);
        var watch = behind.Watch(Collection, behind.Current.Revision);

        relay.Cut();
        await direct.CommitAsync(new StoreWrite(new StoreKey(Collection, "gone"), created.ModRevision, Value(), IsDelete: true), Cancellation);
        var last = (await direct.CommitAsync(Create("new"), Cancellation)).Current!;
        await etcd.EtcdctlAsync("compact", last.ModRevision.ToString(CultureInfo.InvariantCulture));
        relay.Restore();
        var latest = await RetryAsync(() => behind.LatestAsync(Cancellation).AsTask());

        Assert.Equal(["new"], latest.List(Collection).Select(found => found.Name));
        Assert.Throws<CompactedException>(() => watch.TryRead(out _));
        Assert.Throws<CompactedException>(() => behind.At(created.ModRevision));
        Assert.Throws<CompactedException>(() => behind.Watch(Collection, created.ModRevision));
    }

    [Fact]
    public async Task Connection_WithCertificates_IsMadeAndWithoutThemRefused()
    {
        using var pki = new EtcdCertificates();
        await using var member = await RunningEtcd.StartAsync("https", pki.ServerArguments, pki.ClientHandler());
        var options = new EtcdOptions { Servers = [member.Address], AuthorityFile = pki.AuthorityFile, CertificateFile = pki.ClientCertificateFile, KeyFile = pki.ClientKeyFile };

        await using (var store = await EtcdStore.OpenAsync(options, null, TimeProvider.System, Cancellation))
        {
            Assert.True((await store.CommitAsync(Create("a"), Cancellation)).Succeeded);
        }

        var anonymous = options with { CertificateFile = null, KeyFile = null };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => EtcdStore.OpenAsync(anonymous, null, TimeProvider.System, Cancellation));
        var trusting = options with { AuthorityFile = null };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => EtcdStore.OpenAsync(trusting, null, TimeProvider.System, Cancellation));
    }

    private static async Task WriteAsync(EtcdStore store, List<StoredObject> acknowledged, SemaphoreSlim written, CancellationToken cancellationToken)
    {
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            try
            {
                acknowledged.Add((await store.CommitAsync(Create($"c{i}"), cancellationToken)).Current!);
                written.Release();
            }
            catch (StoreUnavailableException)
            {
                // Whether it was written is unknown; the next has another name.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // A member notices only after a while that it has no leader.
    private static async Task TroubleAsync(EtcdStore store)
    {
        while (store.Trouble is null)
        {
            Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task TakeAsync(SemaphoreSlim written, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await written.WaitAsync(Cancellation);
        }
    }

    private static async Task<T> RetryAsync<T>(Func<Task<T>> run)
    {
        while (true)
        {
            try
            {
                return await run();
            }
            catch (StoreUnavailableException)
            {
                Cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private static StoreWrite Create(string name) => new(new StoreKey(Collection, name), 0, Value());

    private static PendingValue Value() => PendingValue.Of("""{"metadata":{"resourceVersion":""}}"""u8.ToArray());

    private static Task<EtcdStore> OpenAsync(IReadOnlyList<Uri> servers, string prefix = "/registry") => EtcdStore.OpenAsync(
        new EtcdOptions { Servers = servers, Prefix = prefix, Timeout = TimeSpan.FromSeconds(3), MemberTimeout = TimeSpan.FromSeconds(1), LeaseDuration = TimeSpan.FromSeconds(3) },
        null,
        TimeProvider.System,
        Cancellation);
}
