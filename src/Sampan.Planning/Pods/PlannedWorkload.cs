using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Planning.Pods;

/// <summary>A workload of one cluster as it would be after the apply, and as it is now.</summary>
/// <param name="Release">The release that it belongs to.</param>
/// <param name="Type">Its resource type.</param>
/// <param name="After">The workload afterwards, with the server's defaults.</param>
/// <param name="Before">The live workload; null where it would be created.</param>
internal sealed record PlannedWorkload(string Release, ResourceType Type, KubernetesObject After, KubernetesObject? Before)
{
    /// <summary>Whether the kind runs pods that the plan can place.</summary>
    public static bool IsWorkload(GroupVersionKind kind) => (kind.Group, kind.Kind) is
        ("apps", "Deployment" or "ReplicaSet" or "StatefulSet" or "DaemonSet") or ("batch", "Job") or ("", "Pod" or "ReplicationController");

    /// <summary>The pods that it asks for; a DaemonSet's depend on the nodes and are counted there.</summary>
    public int Replicas
    {
        get
        {
            var spec = After.Root.Member("spec") ?? default;
            return After.Kind switch
            {
                "Pod" => 1,
                "Job" => spec.Boolean("suspend") == true ? 0 : (int)Math.Min(spec.Integer("parallelism") ?? 1, spec.Integer("completions") ?? long.MaxValue),
                _ => (int)(spec.Integer("replicas") ?? 1),
            };
        }
    }

    /// <summary>Whether existing pods are of another template and would be replaced.</summary>
    public bool ReplacesPods => Before is not null && (Template(Before), Template(After)) is ({ } before, { } after) && !JsonElement.DeepEquals(before, after);

    /// <summary>The pod template; for a Pod the pod itself.</summary>
    public static JsonElement? Template(KubernetesObject workload) =>
        workload.Kind == "Pod" ? workload.Root : workload.Root.Member("spec", "template");
}
