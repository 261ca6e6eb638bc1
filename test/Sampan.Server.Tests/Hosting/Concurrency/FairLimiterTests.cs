using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Sampan.Server.Hosting.Concurrency;

namespace Sampan.Server.Tests.Hosting.Concurrency;

public sealed class FairLimiterTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Users_TakeTurns_HoweverMuchOneAsksFor()
    {
        var limiter = new FairLimiter(1, 50, TimeSpan.FromSeconds(15), _time);
        var seat = await limiter.EnterAsync("flood", Cancel);
        List<string> order = [];
        string[] users = ["flood", "flood", "flood", "jane", "joe", "jane"];
        var waiting = users.Select(async user =>
        {
            using var own = await limiter.EnterAsync(user, Cancel);
            lock (order)
            {
                order.Add(user);
            }
        }).ToList();

        seat!.Dispose();
        await Task.WhenAll(waiting);

        Assert.Equal(["flood", "jane", "joe", "flood", "jane", "flood"], order);
    }

    [Fact]
    public async Task Request_BehindTooManyOfItsUser_IsTurnedAway()
    {
        var limiter = new FairLimiter(1, 2, TimeSpan.FromSeconds(15), _time);
        using var seat = await limiter.EnterAsync("flood", Cancel);
        var first = limiter.EnterAsync("flood", Cancel).AsTask();
        _ = limiter.EnterAsync("flood", Cancel).AsTask();

        Assert.Null(await limiter.EnterAsync("flood", Cancel));
        Assert.False(first.IsCompleted);
        Assert.False(limiter.EnterAsync("jane", Cancel).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Request_ThatWaitsTooLong_IsTurnedAwayAndTakesNoTurn()
    {
        var limiter = new FairLimiter(1, 50, TimeSpan.FromSeconds(15), _time);
        var seat = await limiter.EnterAsync("jane", Cancel);
        var waiting = limiter.EnterAsync("joe", Cancel).AsTask();

        _time.Advance(TimeSpan.FromSeconds(15));

        Assert.Null(await waiting);
        seat!.Dispose();
        Assert.NotNull(await limiter.EnterAsync("joe", Cancel));
    }

    [Fact]
    public async Task Request_WhoseClientLeaves_TakesNoTurn()
    {
        var limiter = new FairLimiter(1, 50, TimeSpan.FromSeconds(15), _time);
        var seat = await limiter.EnterAsync("jane", Cancel);
        using var leaving = new CancellationTokenSource();
        var waiting = limiter.EnterAsync("joe", leaving.Token).AsTask();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        seat!.Dispose();
        Assert.NotNull(await limiter.EnterAsync("jane", Cancel));
    }

    [Fact]
    public void AnyOrder_NeverMoreInsideThanSeats_AndAllGetIn() => Gen.Select(Gen.Int[1, 4], Gen.Int[0, 3].List[1, 40]).Sample((seats, users) =>
    {
        var limiter = new FairLimiter(seats, 100, TimeSpan.FromSeconds(15), _time);
        var (inside, most) = (0, 0);
        Task.WhenAll(users.Select(async user =>
        {
            using var seat = await limiter.EnterAsync($"u{user}", CancellationToken.None);
            var now = Interlocked.Increment(ref inside);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        })).GetAwaiter().GetResult();
        return most <= seats && inside == 0;
    }, iter: 200);

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
