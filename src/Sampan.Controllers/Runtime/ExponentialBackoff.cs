namespace Sampan.Controllers.Runtime;

/// <summary>Delays that double from <paramref name="first"/> up to <paramref name="limit"/>.</summary>
internal sealed class ExponentialBackoff(TimeSpan first, TimeSpan limit)
{
    private int _failures;

    /// <summary>The delay before the next attempt.</summary>
    public TimeSpan Next() => DelayAfter(_failures++);

    /// <summary>Starts over after a success.</summary>
    public void Reset() => _failures = 0;

    /// <summary>The delay after a number of earlier failures.</summary>
    public TimeSpan DelayAfter(int failures)
    {
        var ticks = first.Ticks * Math.Pow(2, failures);
        return ticks < limit.Ticks ? TimeSpan.FromTicks((long)ticks) : limit;
    }
}
