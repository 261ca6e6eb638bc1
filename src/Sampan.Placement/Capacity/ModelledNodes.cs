using Sampan.Placement.Bindings;
using Sampan.Placement.Members;

namespace Sampan.Placement.Capacity;

/// <summary>
/// Capacity from resource models: every counted node offers its grade's minimum and room for 110 pods. Replicas are
/// alike, so that packing them first-fit is the sum of what each node holds.
/// </summary>
internal static class ModelledNodes
{
    private const long PodsPerNode = 110;

    /// <summary>The replicas that fit, or null where the cluster has no usable models.</summary>
    public static long? MaxReplicas(MemberCluster cluster, ReplicaRequirements requirements)
    {
        var modelings = cluster.ResourceSummary?.Modelings ?? [];
        if (modelings.Count == 0 || cluster.ResourceModels.Count == 0 || modelings.Any(modeling => modeling.Count < 0))
        {
            return null;
        }

        long replicas = 0;
        foreach (var group in cluster.ResourceModels.GroupBy(model => model.Grade))
        {
            // Where a grade is given twice, the last one holds.
            var perNode = PerNode(group.Last(), requirements);
            foreach (var modeling in modelings)
            {
                replicas += modeling.Grade == group.Key ? modeling.Count * perNode : 0;
            }
        }

        return Math.Min(replicas, int.MaxValue);
    }

    private static long PerNode(ResourceModel model, ReplicaRequirements requirements)
    {
        var replicas = PodsPerNode;
        foreach (var (resource, request) in requirements.Requests)
        {
            if (request.In(resource) > 0 && Counted(resource))
            {
                replicas = Math.Min(replicas, model.Minimums.GetValueOrDefault(resource).In(resource) / request.In(resource));
            }
        }

        return Math.Max(0, replicas);
    }

    // Upstream's node arithmetic knows the native resources, extended ones (with a domain), huge pages and volumes.
    private static bool Counted(string resource) =>
        resource is "cpu" or "memory" or "ephemeral-storage"
        || resource.Contains('/')
        || resource.StartsWith("hugepages-", StringComparison.Ordinal)
        || resource.StartsWith("attachable-volumes-", StringComparison.Ordinal);
}
