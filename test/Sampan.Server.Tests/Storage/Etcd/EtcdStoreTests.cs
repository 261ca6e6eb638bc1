using System.Collections.Concurrent;
using Sampan.Server.Storage;
using Sampan.Server.Storage.Encryption;
using Sampan.Server.Storage.Etcd;

namespace Sampan.Server.Tests.Storage.Etcd;

[Collection(EtcdFixture.Name)]
public sealed class EtcdStoreTests(EtcdFixture etcd) : StoreContract
{
    private static readonly StoreKey Web = new("/hub/core/configmaps", "default/web");
    private static readonly StoreKey Api = new("/hub/core/configmaps", "default/api");
    private readonly string _prefix = $"/{Guid.NewGuid():n}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected override DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    protected override async ValueTask<IStore> OpenAsync(StoreOptions options) => await OpenAsync(_prefix, options);

    [Fact]
    public async Task Open_AfterAnother_HasTheSameObjectsUnderTheSameRevisions()
    {
        var created = await CreateAsync(Web);

        await using var other = await OpenAsync(_prefix);

        var found = other.Current.Get(Web)!;
        Assert.Equal(created.Object.Utf8Json.ToArray(), found.Object.Utf8Json.ToArray());
        Assert.Equal((created.CreateRevision, created.ModRevision), (found.CreateRevision, found.ModRevision));
        Assert.Throws<CompactedException>(() => other.Watch(Web.Collection, created.ModRevision - 1));
    }

    [Fact]
    public async Task Latest_AfterAWriteOfAnotherServer_HasIt()
    {
        await using var other = await OpenAsync(_prefix);
        for (var i = 0; i < 50; i++)
        {
            var key = new StoreKey(Web.Collection, $"default/c{i}");
            var created = await CreateAsync(key);

            Assert.Equal(created.ModRevision, (await other.LatestAsync(Cancellation)).Get(key)?.ModRevision);
        }
    }

    [Fact]
    public async Task Latest_AfterWritesThatAreNotOfTheStore_ComesToTheirRevision()
    {
        await using var foreign = await OpenAsync($"/{Guid.NewGuid():n}");
        var written = await foreign.CommitAsync(new StoreWrite(Web, 0, Value("x")), Cancellation);

        Assert.True((await Store.LatestAsync(Cancellation)).Revision >= written.Current!.ModRevision);
        Assert.Null(Store.Current.Get(Web));
    }

    [Fact]
    public async Task Watch_OfAnotherServer_SeesWritesWithWhatWasBefore()
    {
        await using var other = await OpenAsync(_prefix);
        var watch = other.Watch(Web.Collection, other.Current.Revision);
        var created = await CreateAsync(Web);
        var updated = await PutAsync(Web, created.ModRevision, "new");
        await Store.CommitAsync(new StoreWrite(Web, updated.ModRevision, PendingValue.Of(updated.Object.Utf8Json), IsDelete: true), Cancellation);

        var read = await ReadAsync(watch, 3);

        Assert.Equal([null, created.ModRevision, updated.ModRevision], read.Select(change => change.Previous?.ModRevision));
        Assert.Equal([false, false, true], read.Select(change => change.IsDelete));
    }

    [Fact]
    public async Task Commit_OfTwoServersOnOneRevision_OneSucceeds()
    {
        await using var other = await OpenAsync(_prefix);
        var current = await CreateAsync(Web);
        for (var i = 0; i < 20; i++)
        {
            var results = await Task.WhenAll(
                Store.CommitAsync(new StoreWrite(Web, current.ModRevision, Value($"a{i}")), Cancellation).AsTask(),
                other.CommitAsync(new StoreWrite(Web, current.ModRevision, Value($"b{i}")), Cancellation).AsTask());

            var winner = Assert.Single(results, result => result.Succeeded).Current!;
            Assert.Equal(winner.ModRevision, Assert.Single(results, result => !result.Succeeded).Current!.ModRevision);
            current = winner;
        }
    }

    [Fact]
    public async Task Commit_ObjectWithAnEnd_EndsEverywhere()
    {
        await using var other = await OpenAsync(_prefix);
        var watch = other.Watch(Web.Collection, other.Current.Revision);
        var end = Now.AddSeconds(1);

        await Store.CommitAsync(new StoreWrite(Web, 0, Value("x"), Expires: end), Cancellation);
        await Store.CommitAsync(new StoreWrite(Api, 0, Value("x"), Expires: end), Cancellation);

        var read = await ReadAsync(watch, 4);
        Assert.InRange(read[0].Object.Expires!.Value, end, end.AddSeconds(2));
        Assert.Equal([Api.Name, Web.Name], read.Skip(2).Where(change => change.IsDelete).Select(change => change.Object.Name).Order(StringComparer.Ordinal));
    }

    // On a busy machine a leader may fail to renew, and lead again: that each ends before another begins holds all the same.
    [Fact]
    public async Task Lead_TwoServers_OneAtATimeAndTheOtherAfterIt()
    {
        await using var other = await OpenAsync(_prefix);
        var terms = new ConcurrentQueue<string>();
        var firstLeads = new TaskCompletionSource();
        var secondLeads = new TaskCompletionSource();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var first = Lead(Store, "first", firstLeads);
        await firstLeads.Task.WaitAsync(Cancellation);
        var second = Lead(other, "second", secondLeads);

        await Store.DisposeAsync();
        await secondLeads.Task.WaitAsync(Cancellation);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(first, second));

        Assert.Equal("first", terms.First());
        Assert.All(terms.Chunk(2), term => Assert.Equal([term[0], $"{term[0]} ends"], term));

        Task Lead(IStore store, string name, TaskCompletionSource leads) => store.LeadAsync(
            async token =>
            {
                terms.Enqueue(name);
                leads.TrySetResult();
                await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                terms.Enqueue($"{name} ends");
                token.ThrowIfCancellationRequested();
            },
            stopping.Token);
    }

    [Fact]
    public async Task Open_PrefixWithOthersData_SaysWhatToDo()
    {
        await etcd.EtcdctlAsync("put", $"{_prefix}/hub/core/configmaps/default/web", "k8s\0binary");

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(_prefix));

        Assert.Contains($"{_prefix}/hub/core/configmaps/default/web", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--etcd-prefix", refused.Message, StringComparison.Ordinal);

        // The store that is open follows the key on its own, and stays in trouble while it is there.
        while (Store.Trouble is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
        }

        Assert.Equal(refused.Message, Store.Trouble);
    }

    [Fact]
    public async Task Secret_Encrypted_IsNotInEtcdAndIsReadByAnotherServer()
    {
        var configuration = EncryptionConfiguration.Parse(
            "{apiVersion: apiserver.config.k8s.io/v1, kind: EncryptionConfiguration, resources: [{resources: [secrets], providers: [{aesgcm: {keys: [{name: key1, secret: MDEyMzQ1Njc4OWFiY2RlZg==}]}}]}]}");
        var key = new StoreKey("/hub/core/secrets", "default/s");
        await using var encrypting = await OpenAsync(_prefix, new StoreOptions { Encryption = configuration });
        var written = await encrypting.CommitAsync(new StoreWrite(key, 0, Value("battery-staple")), Cancellation);

        await using var other = await OpenAsync(_prefix, new StoreOptions { Encryption = configuration });

        Assert.Equal(written.Current!.Object.Utf8Json.ToArray(), other.Current.Get(key)!.Object.Utf8Json.ToArray());
        var raw = await etcd.EtcdctlAsync("get", "--print-value-only", $"{_prefix}{key}");
        Assert.StartsWith("k8s:enc:aesgcm:v1:key1:", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("battery-staple", raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NothingListens_IsUnavailable()
    {
        var options = new EtcdOptions { Servers = [new Uri($"http://127.0.0.1:{RunningEtcd.FreePort()}")] };

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => EtcdStore.OpenAsync(options, null, TimeProvider.System, Cancellation));

        Assert.Equal(503, refused.Status.Code);
        Assert.Contains(options.Servers[0].ToString(), refused.Message, StringComparison.Ordinal);
    }

    private async Task<EtcdStore> OpenAsync(string prefix, StoreOptions? history = null)
    {
        var options = new EtcdOptions { Servers = [await etcd.AddressAsync()], Prefix = prefix, LeaseDuration = TimeSpan.FromSeconds(3) };
        return await EtcdStore.OpenAsync(options, history, TimeProvider.System, Cancellation);
    }
}
