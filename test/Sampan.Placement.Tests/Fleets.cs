using System.Text;
using Sampan.Kubernetes.Objects;
using Sampan.Placement.Bindings;
using Sampan.Placement.Members;

namespace Sampan.Placement.Tests;

/// <summary>Clusters and bindings to place, given as the parts of their JSON that matter.</summary>
internal static class Fleets
{
    public static MemberCluster Cluster(string name, string spec = "{}", string resourceSummary = """{"allocatable":{"cpu":"10","pods":"100"}}""") =>
        MemberCluster.Of(KubernetesObject.Parse(Encoding.UTF8.GetBytes($$"""
            {"apiVersion":"cluster.karmada.io/v1alpha1","kind":"Cluster","metadata":{"name":"{{name}}"},"spec":{{spec}},
             "status":{"apiEnablements":[{"groupVersion":"apps/v1","resources":[{"kind":"Deployment"}]}],"resourceSummary":{{resourceSummary}} } }
            """)));

    public static PlacementBinding Deployment(int replicas, string placement, string clusters = "[]", string uid = "") =>
        PlacementBinding.Of(KubernetesObject.Parse(Encoding.UTF8.GetBytes($$"""
            {"apiVersion":"work.karmada.io/v1alpha2","kind":"ResourceBinding",
             "metadata":{"name":"web-deployment","namespace":"shop","generation":3,"labels":{"propagationpolicy.karmada.io/permanent-id":"p"} },
             "spec":{"resource":{"apiVersion":"apps/v1","kind":"Deployment","namespace":"shop","name":"web","uid":"{{uid}}" },
                     "replicas":{{replicas}},"replicaRequirements":{"resourceRequest":{"cpu":"1"} },
                     "placement":{{placement}},"clusters":{{clusters}} } }
            """)));

    public static string Targets(PlacementResult result) =>
        string.Join(' ', result.Outcome?.Clusters?.Select(cluster => $"{cluster.Name}={cluster.Replicas}") ?? []);
}
