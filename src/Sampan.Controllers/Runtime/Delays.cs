namespace Sampan.Controllers.Runtime;

/// <summary>Waiting by an injected clock.</summary>
internal static class Delays
{
    /// <summary>Waits; returns early, without an exception, when cancelled.</summary>
    public static async Task WaitAsync(TimeSpan delay, TimeProvider time, CancellationToken cancellationToken) =>
        await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
