using Sampan.Server.Storage;

namespace Sampan.Server.Tests.Storage;

public sealed class CommitQueueTests
{
    [Fact]
    public void It_gives_what_waits_in_order_and_in_batches()
    {
        var queue = new CommitQueue<int>();
        for (var i = 0; i < 5; i++)
        {
            Assert.True(queue.TryAdd(i));
        }

        List<int> batch = [];
        Assert.True(queue.Take(batch, 3));
        Assert.Equal([0, 1, 2], batch);
        batch.Clear();
        Assert.True(queue.Take(batch, 3));
        Assert.Equal([3, 4], batch);
    }

    [Fact]
    public void A_closed_one_gives_what_waits_and_takes_nothing_more()
    {
        var queue = new CommitQueue<int>();
        queue.TryAdd(1);
        queue.Close();

        List<int> batch = [];
        Assert.False(queue.TryAdd(2));
        Assert.True(queue.Take(batch, 10));
        Assert.False(queue.Take([], 10));
        Assert.Equal([1], batch);
    }

    [Fact]
    public async Task Whoever_waits_gets_everything_that_many_add()
    {
        var queue = new CommitQueue<int>();
        var taken = Task.Factory.StartNew(
            () =>
            {
                List<int> all = [], batch = [];
                while (queue.Take(batch, 7))
                {
                    all.AddRange(batch);
                    batch.Clear();
                }

                return all;
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        Parallel.For(0, 10_000, i => queue.TryAdd(i));
        queue.Close();

        Assert.Equal(Enumerable.Range(0, 10_000), (await taken).Order());
    }
}
