using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Clusters.Http;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Benchmarks;

/// <summary>
/// The load that the API server of an embedded fleet bears, from a client in another process over HTTP/2: ConfigMaps of
/// 1 KiB are created under watch, then read, patched, applied and listed. Rates in operations a second, latencies in milliseconds.
/// </summary>
internal static class ApiBenchmark
{
    private const int PageSize = 500;
    private static readonly ResourceType ConfigMaps = new("", "v1", "configmaps", "ConfigMap", Namespaced: true);
    private static readonly string Payload = new('x', 800);

    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] args)
    {
        var executable = args[0];
        var objects = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 4000;
        var workers = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 16;
        var watchers = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 20;
        using var fleet = new FleetProcess(executable, clusters: 1, nodes: 0);
        using var cluster = Kubeconfig.Load(fleet.Kubeconfig).Connect("member1");
        await LoadAsync("warm-up", Math.Min(objects, 500), workers, i => cluster.CreateAsync(ConfigMaps, Object("warm", i), new WriteOptions(), default).AsTask());

        using var watching = new CancellationTokenSource();
        var start = (await cluster.ListAsync(ConfigMaps, "default", new ListOptions { Limit = 1 }, default)).ResourceVersion;
        var clock = Stopwatch.StartNew();
        var watches = Enumerable.Range(0, watchers).Select(_ => Task.Run(() => WatchAsync(cluster, start, objects, watching.Token))).ToArray();
        List<string> results = [await LoadAsync("create", objects, workers, i => cluster.CreateAsync(ConfigMaps, Object("load", i), new WriteOptions(), default).AsTask())];
        await Task.WhenAll(watches).WaitAsync(TimeSpan.FromMinutes(1));
        results.Add(string.Create(CultureInfo.InvariantCulture, $"\"watchEvents\":{watchers * objects / clock.Elapsed.TotalSeconds:0}"));

        results.Add(await LoadAsync("get", objects, workers, i => cluster.GetAsync(ConfigMaps, Name("load", i), default).AsTask()));
        results.Add(await LoadAsync("mergePatch", objects, workers, i => cluster.PatchAsync(ConfigMaps, Name("load", i), new Patch(PatchType.Merge, Encoding.UTF8.GetBytes($$$"""{"data":{"n":"{{{i}}}"}}""")), new WriteOptions(), default).AsTask()));
        results.Add(await LoadAsync("apply", objects, workers, i => cluster.PatchAsync(ConfigMaps, Name("load", i), new Patch(PatchType.Apply, Body("load", i, "applied")), WriteOptions.By("bench") with { Force = true }, default).AsTask()));
        results.Add(await LoadAsync("listPage", 100, workers, _ => cluster.ListAsync(ConfigMaps, "default", new ListOptions { Limit = PageSize }, default).AsTask()));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"benchmark":"api","objects":{{objects}},"workers":{{workers}},"watchers":{{watchers}},{{string.Join(',', results)}},"residentMebibytes":{{fleet.ResidentMebibytes:0}},"peakMebibytes":{{fleet.PeakMebibytes:0}}}"""));
        return 0;
    }

    private static async Task WatchAsync(HttpCluster cluster, string after, int events, CancellationToken cancellationToken)
    {
        var seen = 0;
        await foreach (var change in cluster.WatchAsync(ConfigMaps, "default", new WatchOptions { ResourceVersion = after }, cancellationToken))
        {
            if (change.Type == WatchEventType.Added && ++seen == events)
            {
                return;
            }
        }

        throw new InvalidOperationException($"a watch ended after {seen} of {events} events");
    }

    private static async Task<string> LoadAsync(string operation, int count, int workers, Func<int, Task> run)
    {
        var latencies = new ConcurrentBag<double>();
        var next = -1;
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
            "{{operation}}":{"perSecond":{{count / seconds:0}},"p50":{{ordered[count / 2]:0.00}},"p99":{{ordered[count * 99 / 100]:0.00}}}
            """);
    }

    private static NamespacedName Name(string prefix, int i) => new("default", $"{prefix}-{i}");

    private static KubernetesObject Object(string prefix, int i) => KubernetesObject.Parse(Body(prefix, i, "created"));

    private static byte[] Body(string prefix, int i, string key) => Encoding.UTF8.GetBytes(
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{prefix}}}-{{{i}}}","namespace":"default","labels":{"app":"load"}},"data":{"{{{key}}}":"{{{Payload}}}"}}""");
}
