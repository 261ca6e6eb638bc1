using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Sampan.Benchmarks;

/// <summary>
/// How the API server of an embedded fleet bears size: many ConfigMaps of 1 KiB, many watches on all of them, and changes
/// whose every event is timed from the request that made it. Latencies in milliseconds, memory in MiB.
/// </summary>
internal static class ScaleBenchmark
{
    private const int Workers = 32;
    private const int PageSize = 500;
    private const string Path = "api/v1/namespaces/default/configmaps";
    private static readonly string Payload = new('x', 800);

    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    /// <summary>Arguments: the executable, how many objects, watches and changes.</summary>
    private static async Task<int> RunAsync(string[] args)
    {
        if (args.Length != 4)
        {
            Console.Error.WriteLine("usage: scale EXECUTABLE OBJECTS WATCHES CHANGES");
            return 2;
        }

        var counts = Array.ConvertAll(args[1..], text => int.Parse(text, CultureInfo.InvariantCulture));
        var (objects, watches, changes) = (counts[0], counts[1], counts[2]);
        using var fleet = new FleetProcess(args[0], clusters: 1, nodes: 0);
        using var client = LoadClient.Connect(fleet.Kubeconfig, "member1");
        var idle = fleet.ResidentMebibytes;

        var clock = Stopwatch.StartNew();
        await CreateAsync(client, objects);
        var createSeconds = clock.Elapsed.TotalSeconds;
        var loaded = fleet.ResidentMebibytes;

        var pages = await ListAsync(client);
        var latencies = await WatchAsync(client, watches, changes);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"benchmark":"scale","objects":{{objects}},"createdPerSecond":{{objects / createSeconds:0}},"idleMebibytes":{{idle:0}},"loadedMebibytes":{{loaded:0}},"listPageP50":{{At(pages, 0.5):0.0}},"listPageP99":{{At(pages, 0.99):0.0}},"watches":{{watches}},"changes":{{changes}},"eventP50":{{At(latencies, 0.5):0.0}},"eventP99":{{At(latencies, 0.99):0.0}},"watchedMebibytes":{{fleet.ResidentMebibytes:0}},"peakMebibytes":{{fleet.PeakMebibytes:0}}}"""));
        return 0;
    }

    private static Task CreateAsync(LoadClient client, int count)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < count)
            {
                await client.PostAsync(Path, Encoding.UTF8.GetBytes($$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"scale-{{{i}}}"},"data":{"created":"{{{Payload}}}"}}"""));
            }
        })));
    }

    private static async Task<List<double>> ListAsync(LoadClient client)
    {
        List<double> latencies = [];
        for (var i = 0; i < 50; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await client.GetAsync($"{Path}?limit={PageSize}");
            latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return latencies;
    }

    /// <summary>Makes one change after the other, each once all watches have seen the one before, and times every event.</summary>
    private static async Task<List<double>> WatchAsync(LoadClient client, int watches, int changes)
    {
        var version = await client.VersionAsync(Path);
        var sent = new long[changes];
        var seen = new TaskCompletionSource[changes];
        var missing = new int[changes];
        for (var i = 0; i < changes; i++)
        {
            (seen[i], missing[i]) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), watches);
        }

        List<double> latencies = [];
        var running = Enumerable.Range(0, watches).Select(_ => client.WatchAsync($"{Path}?watch=true&resourceVersion={version}", changes, change =>
        {
            var latency = Stopwatch.GetElapsedTime(sent[change]).TotalMilliseconds;
            lock (latencies)
            {
                latencies.Add(latency);
            }

            if (Interlocked.Decrement(ref missing[change]) == 0)
            {
                seen[change].SetResult();
            }
        })).ToArray();
        for (var i = 0; i < changes; i++)
        {
            sent[i] = Stopwatch.GetTimestamp();
            await client.PatchAsync($"{Path}/scale-{i}", Encoding.UTF8.GetBytes($$$"""{"data":{"n":"{{{i}}}"}}"""), LoadClient.MergePatch);
            await seen[i].Task.WaitAsync(TimeSpan.FromMinutes(2));
        }

        await Task.WhenAll(running);
        return latencies;
    }

    private static double At(List<double> values, double share)
    {
        var ordered = values.Order().ToList();
        return ordered[(int)((ordered.Count - 1) * share)];
    }
}
