using Sampan.Placement.Members;
using Sampan.Placement.Policies;

namespace Sampan.Placement.Filtering;

/// <summary>The placement has to tolerate the taints that repel, unless the object is there already: then eviction decides.</summary>
internal sealed class TaintTolerationFilter : IClusterFilter
{
    public string Name => "TaintToleration";

    public string? Reject(PlacementContext context, MemberCluster cluster)
    {
        foreach (var taint in cluster.Taints)
        {
            if (taint.Repels && !Tolerated(context.Placement.Tolerations, taint))
            {
                return context.Binding.Targets(cluster.Name) ? null : $"cluster(s) had untolerated taint {{{taint}}}";
            }
        }

        return null;
    }

    private static bool Tolerated(IReadOnlyList<ClusterToleration> tolerations, ClusterTaint taint)
    {
        foreach (var toleration in tolerations)
        {
            if (toleration.Tolerates(taint))
            {
                return true;
            }
        }

        return false;
    }
}
