using System.Diagnostics;
using System.Globalization;
using k8s;
using Sampan.Testing;

namespace Sampan.Benchmarks;

/// <summary>How long a test waits for a cluster of its own: until it has started, until its first request is answered, and until it has gone.</summary>
internal static class TestClusterBenchmark
{
    public static int Run(string[] args)
    {
        var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
        MeasureAsync(runs).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task MeasureAsync(int runs)
    {
        // The first one of a process also compiles what it runs.
        var (first, _, _) = await OnceAsync();
        List<double> starts = [];
        List<double> requests = [];
        List<double> ends = [];
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < runs; i++)
        {
            var (start, request, end) = await OnceAsync();
            starts.Add(start);
            requests.Add(request);
            ends.Add(end);
        }

        var used = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / runs;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"benchmark":"test-cluster","runs":{{runs}},"firstStartMilliseconds":{{first:0}},"startMilliseconds":{{Median(starts):0.0}},"firstRequestMilliseconds":{{Median(requests):0.0}},"disposeMilliseconds":{{Median(ends):0.0}},"processorMillisecondsPerCluster":{{used:0.0}}}"""));
    }

    private static async Task<(double Start, double Request, double End)> OnceAsync()
    {
        var watch = Stopwatch.StartNew();
        var cluster = await TestCluster.StartAsync();
        var start = watch.Elapsed.TotalMilliseconds;
        watch.Restart();
        await cluster.Client.CoreV1.ListNamespaceAsync();
        var request = watch.Elapsed.TotalMilliseconds;
        watch.Restart();
        await cluster.DisposeAsync();
        return (start, request, watch.Elapsed.TotalMilliseconds);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
