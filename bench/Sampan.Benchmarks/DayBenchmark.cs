using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Sampan.Benchmarks;

/// <summary>
/// How the API server of an embedded fleet bears time: <see cref="DayOfChanges"/> under watches of its pods, with what a
/// list and an event take, and what memory the server has, for each hour of the day. Events and history are forgotten as
/// much sooner as the day is played faster. Latencies in milliseconds, memory in MiB.
/// </summary>
internal static class DayBenchmark
{
    private const int Watches = 20;
    private const int WatchSeconds = 86400;
    private const string Marks = "api/v1/namespaces/default/configmaps";
    private static readonly TimeSpan MarkInterval = TimeSpan.FromSeconds(10);

    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    /// <summary>Arguments: the executable, how many hours of the day, how many times as fast as they pass.</summary>
    private static async Task<int> RunAsync(string[] args)
    {
        if (args.Length != 3)
        {
            Console.Error.WriteLine("usage: day EXECUTABLE HOURS SPEED");
            return 2;
        }

        var (hours, speed) = (int.Parse(args[1], CultureInfo.InvariantCulture), double.Parse(args[2], CultureInfo.InvariantCulture));
        using var fleet = new FleetProcess(args[0], clusters: 1, nodes: 0, "--event-ttl", Seconds(TimeSpan.FromHours(1) / speed), "--etcd-compaction-interval", Seconds(TimeSpan.FromMinutes(5) / speed));
        using var client = LoadClient.Connect(fleet.Kubeconfig, "member1");
        var idle = fleet.ResidentMebibytes;
        using var over = new CancellationTokenSource();
        var day = new DayOfChanges(client, speed, seed: 1);
        var playing = day.RunAsync(over.Token);
        var pods = Enumerable.Range(0, Watches).Select(_ => client.WatchAsync($"{DayOfChanges.Pods}?watch=true&timeoutSeconds={WatchSeconds}", int.MaxValue)).ToArray();
        var marks = new Marking(client);
        List<double> resident = [];
        for (var hour = 1; hour <= hours; hour++)
        {
            var end = Stopwatch.GetTimestamp() + (long)(Stopwatch.Frequency * 3600 / speed);
            List<double> lists = [];
            while (Stopwatch.GetTimestamp() < end)
            {
                await Task.Delay(MarkInterval / speed);
                await marks.MakeAsync();
                var start = Stopwatch.GetTimestamp();
                await client.GetAsync($"{DayOfChanges.Pods}?limit=500");
                lists.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            if (playing.IsCompleted || pods.Any(watch => watch.IsCompleted))
            {
                await Task.WhenAny([playing, .. pods]).Unwrap();
            }

            resident.Add(fleet.ResidentMebibytes);
            var events = marks.TakeLatencies();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"hour":{{hour}},"changes":{{day.Changes}},"residentMebibytes":{{resident[^1]:0}},"listPageP50":{{At(lists, 0.5):0.0}},"listPageP99":{{At(lists, 0.99):0.0}},"eventP50":{{At(events, 0.5):0.0}},"eventP99":{{At(events, 0.99):0.0}}}"""));
        }

        await over.CancelAsync();
        await playing;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"benchmark":"day","hours":{{hours}},"speed":{{speed}},"changes":{{day.Changes}},"idleMebibytes":{{idle:0}},"residentP50Mebibytes":{{At(resident, 0.5):0}},"residentLastMebibytes":{{resident[^1]:0}},"peakMebibytes":{{fleet.PeakMebibytes:0}},"processorSeconds":{{fleet.ProcessorSeconds:0}}}"""));
        return 0;
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Round(time.TotalSeconds))}s");

    private static double At(List<double> values, double share) => values.Order().ElementAt((int)((values.Count - 1) * share));

    /// <summary>Changes of one object that are seen by watches of their own, each timed from its request.</summary>
    private sealed class Marking
    {
        private readonly LoadClient _client;
        private readonly ConcurrentQueue<double> _latencies = new();
        private readonly Task[] _watches;
        private long _lastSent;
        private int _made;

        public Marking(LoadClient client)
        {
            _client = client;
            _watches = [.. Enumerable.Range(0, Watches).Select(_ => client.WatchAsync($"{Marks}?watch=true&timeoutSeconds={WatchSeconds}&fieldSelector=metadata.name%3Dmark", int.MaxValue, _ => _latencies.Enqueue(Stopwatch.GetElapsedTime(Volatile.Read(ref _lastSent)).TotalMilliseconds)))];
        }

        public async Task MakeAsync()
        {
            Volatile.Write(ref _lastSent, Stopwatch.GetTimestamp());
            if (_made++ == 0)
            {
                await _client.PostAsync(Marks, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"mark"},"data":{"n":"0"}}"""u8.ToArray());
            }
            else
            {
                await _client.PatchAsync($"{Marks}/mark", Encoding.UTF8.GetBytes($$$"""{"data":{"n":"{{{_made}}}"} }"""), LoadClient.MergePatch);
            }
        }

        public List<double> TakeLatencies()
        {
            List<double> taken = [];
            while (_latencies.TryDequeue(out var latency))
            {
                taken.Add(latency);
            }

            return _watches.Any(watch => watch.IsCompleted) ? throw new InvalidOperationException("a watch of the marks has ended") : taken;
        }
    }
}
