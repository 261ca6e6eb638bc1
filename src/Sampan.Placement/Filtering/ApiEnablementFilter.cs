using Sampan.Placement.Members;

namespace Sampan.Placement.Filtering;

/// <summary>The cluster has to serve the object's kind, unless the object is there already.</summary>
internal sealed class ApiEnablementFilter : IClusterFilter
{
    public string Name => "APIEnablement";

    public string? Reject(PlacementContext context, MemberCluster cluster) =>
        cluster.EnabledApis.Contains(context.Binding.Resource.Type) || context.Binding.Targets(cluster.Name)
            ? null
            : "cluster(s) did not have the API resource";
}
