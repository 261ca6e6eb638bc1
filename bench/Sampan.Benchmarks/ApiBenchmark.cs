using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Sampan.Benchmarks;

/// <summary>
/// The load that the API server of an embedded fleet bears, from a client in another process over HTTP/2: ConfigMaps of
/// 1 KiB are created, created under watch (where the client, which reads every event as often as there are watchers, takes
/// more of the processors than the server), then read, patched, applied and listed. Rates in operations a second, latencies in
/// milliseconds, and the processor time that the server took for each operation, in microseconds.
/// After the numbers come further flags of <c>sampan up</c>, such as <c>--etcd-servers http://127.0.0.1:2379</c>.
/// </summary>
internal static class ApiBenchmark
{
    private const int PageSize = 500;
    private const string Path = "api/v1/namespaces/default/configmaps";
    private static readonly string Payload = new('x', 800);

    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] args)
    {
        var executable = args[0];
        var objects = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 4000;
        var workers = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 16;
        var watchers = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 20;
        using var fleet = new FleetProcess(executable, clusters: 1, nodes: 0, args.Length > 4 ? args[4..] : []);
        using var client = LoadClient.Connect(fleet.Kubeconfig, "member1");
        var idle = fleet.ResidentMebibytes;
        await LoadAsync(fleet, "warm-up", Math.Min(objects, 500), workers, i => client.PostAsync(Path, Body("warm", i, "created")));

        List<string> results = [await LoadAsync(fleet, "createUnwatched", objects, workers, i => client.PostAsync(Path, Body("alone", i, "created")))];
        var start = await client.VersionAsync(Path);
        var clock = Stopwatch.StartNew();
        var watches = Enumerable.Range(0, watchers).Select(_ => Task.Run(() => client.WatchAsync($"{Path}?watch=true&resourceVersion={start}", objects))).ToArray();
        results.Add(await LoadAsync(fleet, "create", objects, workers, i => client.PostAsync(Path, Body("load", i, "created"))));
        await Task.WhenAll(watches).WaitAsync(TimeSpan.FromMinutes(1));
        results.Add(string.Create(CultureInfo.InvariantCulture, $"\"watchEvents\":{watchers * objects / clock.Elapsed.TotalSeconds:0}"));

        results.Add(await LoadAsync(fleet, "get", objects, workers, i => client.GetAsync($"{Path}/load-{i}")));
        results.Add(await LoadAsync(fleet, "mergePatch", objects, workers, i => client.PatchAsync($"{Path}/load-{i}", Encoding.UTF8.GetBytes($$$"""{"data":{"n":"{{{i}}}"}}"""), LoadClient.MergePatch)));
        results.Add(await LoadAsync(fleet, "apply", objects, workers, i => client.PatchAsync($"{Path}/load-{i}?fieldManager=bench&force=true", Body("load", i, "applied"), "application/apply-patch+yaml")));
        results.Add(await LoadAsync(fleet, "listPage", 100, workers, _ => client.GetAsync($"{Path}?limit={PageSize}")));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"benchmark":"api","objects":{{objects}},"workers":{{workers}},"watchers":{{watchers}},{{string.Join(',', results)}},"secondsToReady":{{fleet.UntilReady.TotalSeconds:0.00}},"idleMebibytes":{{idle:0}},"residentMebibytes":{{fleet.ResidentMebibytes:0}},"peakMebibytes":{{fleet.PeakMebibytes:0}}}"""));
        return 0;
    }

    private static async Task<string> LoadAsync(FleetProcess fleet, string operation, int count, int workers, Func<int, Task> run)
    {
        var latencies = new ConcurrentBag<double>();
        var next = -1;
        var processor = fleet.ProcessorSeconds;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < count)
            {
                var before = clock.Elapsed;
                await run(i);
                latencies.Add((clock.Elapsed - before).TotalMilliseconds);
            }
        })));
        var seconds = clock.Elapsed.TotalSeconds;
        var ordered = latencies.Order().ToArray();
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            "{{operation}}":{"perSecond":{{count / seconds:0}},"p50":{{ordered[count / 2]:0.00}},"p99":{{ordered[count * 99 / 100]:0.00}},"serverMicroseconds":{{(fleet.ProcessorSeconds - processor) * 1e6 / count:0}}}
            """);
    }

    private static byte[] Body(string prefix, int i, string key) => Encoding.UTF8.GetBytes(
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{prefix}}}-{{{i}}}","namespace":"default","labels":{"app":"load"}},"data":{"{{{key}}}":"{{{Payload}}}"}}""");
}
