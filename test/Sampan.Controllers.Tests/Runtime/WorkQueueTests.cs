using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Sampan.Controllers.Runtime;

namespace Sampan.Controllers.Tests.Runtime;

public sealed class WorkQueueTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Add_SameKeyTwice_GivesItOnce()
    {
        using var queue = new WorkQueue<string>(_time);
        queue.Add("a");
        queue.Add("a");
        queue.Add("b");

        Assert.Equal("a", await queue.TakeAsync(Cancellation));
        Assert.Equal("b", await queue.TakeAsync(Cancellation));
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task Add_WhileInWork_ComesBackAfterDone()
    {
        using var queue = new WorkQueue<string>(_time);
        queue.Add("a");
        await queue.TakeAsync(Cancellation);
        queue.Add("a");
        Assert.Equal(0, queue.Count);

        queue.Done("a");
        Assert.Equal("a", await queue.TakeAsync(Cancellation));
    }

    [Fact]
    public void AddAfter_TwoDelays_TheShorterCounts()
    {
        using var queue = new WorkQueue<string>(_time);
        queue.AddAfter("a", TimeSpan.FromSeconds(10));
        queue.AddAfter("a", TimeSpan.FromSeconds(2));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, queue.Count);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, queue.Count);
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public async Task AddRateLimited_Repeated_DoublesUntilForgotten()
    {
        using var queue = new WorkQueue<string>(_time);
        foreach (var milliseconds in new[] { 5, 10, 20, 40 })
        {
            await DelayedByAsync(milliseconds);
        }

        queue.Forget("a");
        await DelayedByAsync(5);

        async Task DelayedByAsync(int milliseconds)
        {
            queue.AddRateLimited("a");
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
            Assert.Equal(0, queue.Count);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(1, queue.Count);
            queue.Done(await queue.TakeAsync(Cancellation));
        }
    }

    [Fact]
    public void Operations_InAnyOrder_NeverGiveAKeyTwiceAtOnceNorLoseOne() =>
        Gen.Select(Gen.Int[0, 3], Gen.Bool).Array[0, 60].Sample(operations =>
        {
            using var queue = new WorkQueue<int>(_time);
            HashSet<int> wanted = [];
            HashSet<int> inWork = [];
            foreach (var (key, add) in operations)
            {
                if (add)
                {
                    queue.Add(key);
                    wanted.Add(key);
                }
                else if (inWork.Remove(key))
                {
                    queue.Done(key);
                }
                else if (queue.Count > 0)
                {
                    var taken = queue.TakeAsync(Cancellation).AsTask().GetAwaiter().GetResult();
                    Assert.True(inWork.Add(taken));
                    Assert.True(wanted.Remove(taken));
                }
            }

            foreach (var key in inWork)
            {
                queue.Done(key);
            }

            Assert.Equal(wanted.Count, queue.Count);
        });
}
