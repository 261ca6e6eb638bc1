namespace Sampan.Placement.Selection;

/// <summary>Chooses among the candidates, which are sorted best first, by the placement's spread constraints.</summary>
internal static class ClusterSelector
{
    public static ClusterSelection Select(PlacementContext context, IReadOnlyList<Candidate> candidates)
    {
        var placement = context.Placement;
        if (placement.SpreadConstraints.Count == 0 || placement.ReplicaScheduling is { IgnoresSpread: true })
        {
            return ClusterSelection.Of(candidates);
        }

        var byCluster = placement.Spread("cluster");
        if (placement.Spread("region") is { } byRegion)
        {
            return RegionSpread.Select(context, candidates, byRegion, byCluster);
        }

        return byCluster is not null
            ? ClusterSpread.Select(candidates, byCluster, placement.Duplicated ? null : context.Binding.Replicas)
            : ClusterSelection.Failed("just support cluster and region spread constraint");
    }
}
