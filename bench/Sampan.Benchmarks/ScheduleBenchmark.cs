using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sampan.Scheduling;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Benchmarks;

/// <summary>
/// How many pods a second are placed one after the other: each is decided on a snapshot that has all earlier ones. The
/// nodes and pods are those of scheduler_perf: 4 CPUs, 32 GiB, 110 pods; 100m, 500 MiB. Reading pods is not counted.
/// Arguments: pods, nodes, workload (basic, spread, antiaffinity), percentage of nodes to score (100: every node).
/// </summary>
internal static class ScheduleBenchmark
{
    private const int Runs = 5;

    public static int Run(string[] args)
    {
        var pods = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2000;
        var nodes = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1000;
        var workload = args.Length > 2 ? args[2] : "basic";
        var percentage = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 100;
        var snapshot = Cluster(nodes);
        var waiting = Enumerable.Range(0, pods).Select(i => Pod(i, workload)).ToList();
        _ = Place(waiting, snapshot, percentage);

        var rates = new List<double>();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var scheduled = 0;
        for (var run = 0; run < Runs; run++)
        {
            var clock = Stopwatch.StartNew();
            scheduled = Place(waiting, snapshot, percentage);
            rates.Add(pods / clock.Elapsed.TotalSeconds);
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        rates.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"benchmark":"schedule","workload":"{{workload}}","pods":{{pods}},"nodes":{{nodes}},"percentageOfNodesToScore":{{percentage}},"scheduled":{{scheduled}},"podsPerSecond":{{rates[Runs / 2]:0}},"bytesPerPod":{{allocated / Runs / pods}},"processors":{{Environment.ProcessorCount}},"machine":"{{RuntimeInformation.RuntimeIdentifier}}"}"""));
        return 0;
    }

    private static int Place(List<PodInfo> pods, ClusterSnapshot snapshot, int percentage)
    {
        var scheduled = 0;
        var start = 0;
        foreach (var pod in pods)
        {
            var result = SchedulingEngine.Default.Schedule(pod, snapshot, new SchedulingOptions { PercentageOfNodesToScore = percentage, StartIndex = start });
            start = result.NextStartIndex;
            if (result.NodeName is { } node)
            {
                snapshot = SchedulingEngine.Default.Assume(pod, node, snapshot);
                scheduled++;
            }
        }

        return scheduled;
    }

    private static ClusterSnapshot Cluster(int nodes)
    {
        var builder = new ClusterSnapshotBuilder();
        for (var i = 0; i < nodes; i++)
        {
            builder.Add("Node", JsonElement.Parse($$$"""
                {
                  "metadata": {"name": "node-{{{i:00000}}}", "labels": {"kubernetes.io/hostname": "node-{{{i:00000}}}", "topology.kubernetes.io/zone": "zone-{{{i % 10}}}"} },
                  "status": {"allocatable": {"cpu": "4", "memory": "32Gi", "pods": "110"}}
                }
                """));
        }

        return builder.Build();
    }

    private static PodInfo Pod(int i, string workload)
    {
        const string Selector = """{"matchLabels":{"app":"perf"}}""";
        var more = workload switch
        {
            "spread" => $$$""","topologySpreadConstraints":[{"maxSkew":5,"topologyKey":"topology.kubernetes.io/zone","whenUnsatisfiable":"DoNotSchedule","labelSelector":{{{Selector}}} }]""",
            "antiaffinity" => $$$""","affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"kubernetes.io/hostname","labelSelector":{{{Selector}}} }]}}""",
            _ => "",
        };
        return PodInfo.Of(JsonElement.Parse($$$"""
            {
              "metadata": {"name": "pod-{{{i}}}", "namespace": "default", "uid": "pod-{{{i}}}", "labels": {"app": "perf"}},
              "spec": {"containers": [{"name": "c", "image": "pause", "resources": {"requests": {"cpu": "100m", "memory": "500Mi"} } }]{{{more}}} }
            }
            """));
    }
}
