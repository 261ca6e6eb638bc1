using System.Collections.Immutable;
using Sampan.Kubernetes.Selectors;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Spreading;

/// <summary>What filtering and scoring count alike.</summary>
internal static class SpreadCount
{
    public const string HostnameKey = "kubernetes.io/hostname";

    /// <summary>The pods on a node that are spread together with one of the namespace: none by an empty selector, nor terminating ones.</summary>
    public static int MatchingPods(NodeInfo node, LabelSelector selector, string @namespace)
    {
        if (selector.IsEverything)
        {
            return 0;
        }

        var count = 0;
        foreach (var pod in node.Pods)
        {
            if (!pod.IsTerminating && pod.Namespace == @namespace && selector.Matches(pod.Labels))
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>Whether the node is in a domain of every constraint.</summary>
    public static bool HasAllKeys(Node node, ImmutableArray<TopologySpreadConstraint> constraints)
    {
        foreach (var constraint in constraints)
        {
            if (!node.Labels.ContainsKey(constraint.TopologyKey))
            {
                return false;
            }
        }

        return true;
    }
}
