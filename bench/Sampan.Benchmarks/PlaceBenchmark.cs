using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sampan.Kubernetes.Objects;
using Sampan.Placement;
using Sampan.Placement.Bindings;
using Sampan.Placement.Members;

namespace Sampan.Benchmarks;

/// <summary>
/// How many bindings a second are placed: Deployments of 10 replicas, divided by dynamic weight under a label selector,
/// over clusters in several regions of which some have taints. Each binding is parsed from its JSON and placed anew.
/// </summary>
internal static class PlaceBenchmark
{
    public static int Run(string[] args)
    {
        var bindings = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2000;
        var clusters = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100;
        var fleet = Enumerable.Range(0, clusters).Select(Cluster).ToList();
        var objects = Enumerable.Range(0, bindings).Select(Binding).ToList();
        _ = Place(objects.Take(100), fleet);

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        var scheduled = Place(objects, fleet);
        var seconds = clock.Elapsed.TotalSeconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"benchmark":"place","bindings":{{bindings}},"clusters":{{clusters}},"scheduled":{{scheduled}},"placementsPerSecond":{{bindings / seconds:0}},"microsecondsPerPlacement":{{seconds * 1e6 / bindings:0.0}},"bytesPerPlacement":{{allocated / bindings}}}"""));
        return 0;
    }

    private static int Place(IEnumerable<KubernetesObject> bindings, IReadOnlyList<MemberCluster> fleet) =>
        bindings.Count(binding => PlacementEngine.Place(PlacementBinding.Of(binding), fleet).Outcome is { Scheduled: true });

    private static MemberCluster Cluster(int i)
    {
        var taints = i % 10 == 9 ? """[{"key":"maintenance","effect":"NoSchedule"}]""" : "[]";
        return MemberCluster.Of(KubernetesObject.Parse(Encoding.UTF8.GetBytes($$"""
            {
              "apiVersion": "cluster.karmada.io/v1alpha1", "kind": "Cluster",
              "metadata": {"name": "member{{i:000}}", "labels": {"env": "{{(i % 2 == 0 ? "prod" : "test")}}"} },
              "spec": {"region": "region-{{i % 5}}", "provider": "p", "zones": ["z{{i % 3}}"], "taints": {{taints}} },
              "status": {
                "apiEnablements": [{"groupVersion": "apps/v1", "resources": [{"kind": "Deployment"}]}],
                "resourceSummary": {"allocatable": {"cpu": "{{100 + i}}", "memory": "400Gi", "pods": "1000"}, "allocated": {"cpu": "10", "pods": "100"} }
              }
            }
            """)));
    }

    private static KubernetesObject Binding(int i)
    {
        const string placement = """
            {
              "clusterAffinity": {"labelSelector": {"matchLabels": {"env": "prod"}}},
              "replicaScheduling": {
                "replicaSchedulingType": "Divided", "replicaDivisionPreference": "Weighted",
                "weightPreference": {"dynamicWeight": "AvailableReplicas"}
              }
            }
            """;
        return KubernetesObject.Parse(Encoding.UTF8.GetBytes($$"""
            {
              "apiVersion": "work.karmada.io/v1alpha2", "kind": "ResourceBinding",
              "metadata": {"name": "web-{{i}}-deployment", "namespace": "shop", "generation": 1, "labels": {"propagationpolicy.karmada.io/permanent-id": "p"} },
              "spec": {
                "resource": {"apiVersion": "apps/v1", "kind": "Deployment", "namespace": "shop", "name": "web-{{i}}", "uid": "uid-{{i}}"},
                "replicas": 10, "replicaRequirements": {"resourceRequest": {"cpu": "500m", "memory": "1Gi"} },
                "placement": {{placement}}
              }
            }
            """));
    }
}
