using Sampan.Placement.Members;

namespace Sampan.Placement.Filtering;

/// <summary>One reason for which a cluster may not take an object.</summary>
internal interface IClusterFilter
{
    /// <summary>The name of Karmada's plugin.</summary>
    string Name { get; }

    /// <summary>Why the cluster is rejected, in Karmada's words; null where it is not.</summary>
    string? Reject(PlacementContext context, MemberCluster cluster);
}
