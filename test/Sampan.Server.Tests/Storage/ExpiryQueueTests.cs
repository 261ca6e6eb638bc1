using Sampan.Server.Storage;

namespace Sampan.Server.Tests.Storage;

public sealed class ExpiryQueueTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Due = DateTimeOffset.UnixEpoch;
    private readonly MemoryStore _store = new();
    private readonly ExpiryQueue _queue = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Remove_Failed_StaysQueued()
    {
        await AddAsync("a");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _queue.RemoveAsync(_store, Due, new CancellationToken(canceled: true)).AsTask());

        Assert.Equal(1, await _queue.RemoveAsync(_store, Due, Cancellation));
        Assert.Equal(0, await _queue.RemoveAsync(_store, Due, Cancellation));
    }

    [Fact]
    public async Task Remove_MoreThanABatch_RemovesAll()
    {
        for (var i = 0; i < 1000; i++)
        {
            await AddAsync($"e{i}");
        }

        Assert.Equal(1000, await _queue.RemoveAsync(_store, Due, Cancellation));
        Assert.Empty(_store.Current.List("/hub/core/events"));
    }

    private async Task AddAsync(string name)
    {
        var key = new StoreKey("/hub/core/events", name);
        var value = PendingValue.Of("""{"metadata":{"resourceVersion":""}}"""u8.ToArray());
        _queue.Add(key, (await _store.CommitAsync(new StoreWrite(key, 0, value, Expires: Due), Cancellation)).Current!);
    }
}
