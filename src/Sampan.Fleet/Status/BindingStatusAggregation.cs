using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Api;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Status;

/// <summary>Collects what members report through works into their binding.</summary>
public static class BindingStatusAggregation
{
    /// <summary>Aggregates.</summary>
    /// <param name="binding">The ResourceBinding or ClusterResourceBinding.</param>
    /// <param name="works">Works, of which those count that carry the binding's id and are not being deleted.</param>
    /// <param name="time">The clock, for conditions that change now.</param>
    /// <exception cref="InvalidDataException">A work does not hold the binding's object, or is in no execution namespace.</exception>
    public static BindingStatus Aggregate(KubernetesObject binding, IEnumerable<KubernetesObject> works, TimeProvider time)
    {
        var spec = binding.Root.Member("spec") ?? default;
        var resource = spec.Member("resource") ?? default;
        var items = works
            .Where(work => work.Metadata.DeletionTimestamp is null && BelongsTo(work, binding))
            .Select(work => WorkStatusItem.Of(work, resource))
            .OrderBy(item => item.Cluster, StringComparer.Ordinal)
            .ToList();
        var expected = BindingClusters.Existing(spec);
        var applied = expected.Count > 0 && expected.Count == items.Count && items.All(item => item.Applied && expected.Contains(item.Cluster));

        var conditions = binding.Root.Member("status", "conditions") is { ValueKind: JsonValueKind.Array } old ? JsonArray.Create(old)! : [];
        StatusConditions.Set(
            conditions,
            "FullyApplied",
            applied,
            applied ? "FullyAppliedSuccess" : "FullyAppliedFailed",
            applied ? "All works have been successfully applied" : "Failed to apply all works, see status.aggregatedStatus for details",
            time);
        return new BindingStatus(new JsonArray([.. items.Select(item => item.ToJson())]), conditions);
    }

    private static bool BelongsTo(KubernetesObject work, KubernetesObject binding)
    {
        var label = binding.Kind == FleetTypes.ClusterResourceBindings.Kind ? FleetLabels.ClusterResourceBindingId : FleetLabels.ResourceBindingId;
        return work.Metadata.Labels.GetValueOrDefault(label, "") == binding.Metadata.Labels.GetValueOrDefault(label, "");
    }
}
