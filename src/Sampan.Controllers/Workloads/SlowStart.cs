namespace Sampan.Controllers.Workloads;

/// <summary>Doing the same thing many times against a server that may refuse every one of them.</summary>
internal static class SlowStart
{
    /// <summary>
    /// Runs an action a number of times in batches of 1, 2, 4 … at once, and stops after a batch with a failure, so that a
    /// refused request is not repeated for every replica (slowStartBatch). Throws the batch's first failure.
    /// </summary>
    public static async ValueTask RunAsync(int count, Func<int, Task> action)
    {
        var started = 0;
        for (var batch = 1; started < count; batch *= 2)
        {
            var size = Math.Min(batch, count - started);
            await Task.WhenAll(Enumerable.Range(started, size).Select(action));
            started += size;
        }
    }
}
