using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Placement.Assignment;
using Sampan.Placement.Bindings;

namespace Sampan.Fleet.Works;

/// <summary>Divides a Job's completions by the replicas (parallel pods) of its members, so that they end about together.</summary>
internal static class JobCompletions
{
    /// <summary>The completions by member; null where the template is no divided Job with completions.</summary>
    public static IReadOnlyDictionary<string, int>? Divide(KubernetesObject template, JsonElement spec, IReadOnlyList<TargetCluster> targets)
    {
        var divided = spec.Member("placement", "replicaScheduling")?.String("replicaSchedulingType") == "Divided";
        if (template.Kind != "Job" || !divided || spec.Integer("replicas") is not > 0
            || template.Root.Member("spec")?.Integer("completions") is not { } completions)
        {
            return null;
        }

        var shares = Webster.Divide(
            unchecked((int)completions),
            [.. targets.Select(target => new WeightedCluster(target.Name, target.Replicas))],
            template.Metadata.Uid);
        return shares.Count == 0 ? null : shares.ToDictionary(share => share.Name, share => share.Replicas, StringComparer.Ordinal);
    }

    /// <summary>Sets a member's completions, where the manifest has any.</summary>
    public static void Apply(JsonObject manifest, int completions)
    {
        if (manifest["spec"] is JsonObject spec && spec["completions"] is not null)
        {
            spec["completions"] = completions;
        }
    }
}
