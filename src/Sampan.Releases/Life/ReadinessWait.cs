using Sampan.Kubernetes.Clusters;

namespace Sampan.Releases.Life;

/// <summary>Waits until objects are ready.</summary>
internal static class ReadinessWait
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <exception cref="ReleaseException">The time is up; the message says what each object still misses.</exception>
    public static async Task ForAsync(ICluster cluster, IReadOnlyList<ReleaseObject> objects, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            List<string> missing = [];
            foreach (var awaited in objects)
            {
                if (await ReleaseState.MissingAsync(cluster, awaited, cancellationToken) is { } what)
                {
                    missing.Add($"{awaited}: {what}");
                }
            }

            if (missing.Count == 0)
            {
                return;
            }

            if (time.GetElapsedTime(started) > timeout)
            {
                throw new ReleaseException($"not ready after {timeout.TotalSeconds:0} s: {string.Join("; ", missing)}. Look at it with kubectl describe, or allow more time with timeout");
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }
}
