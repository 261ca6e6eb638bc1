using Sampan.Placement.Members;

namespace Sampan.Placement.Filtering;

/// <summary>A cluster has to belong to a group of every kind that the object spreads over.</summary>
internal sealed class SpreadConstraintFilter : IClusterFilter
{
    public string Name => "SpreadConstraint";

    public string? Reject(PlacementContext context, MemberCluster cluster)
    {
        foreach (var constraint in context.Placement.SpreadConstraints)
        {
            var missing = constraint.Field switch
            {
                "provider" when cluster.Provider.Length == 0 => "provider",
                "region" when cluster.Region.Length == 0 => "region",
                "zone" when cluster.Zones.Count == 0 => "zones",
                _ => null,
            };
            if (missing is not null)
            {
                return $"cluster(s) did not have {missing} property";
            }
        }

        return null;
    }
}
