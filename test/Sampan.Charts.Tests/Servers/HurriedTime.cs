namespace Sampan.Charts.Tests.Servers;

/// <summary>A clock whose short waits are over at once, so that retries take no time; long ones (timeouts) never end.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(10);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime >= TimeSpan.Zero && dueTime < Short ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, period);
}
