using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Policies;

/// <summary>Which of several policies an object belongs to.</summary>
public static class PolicySelection
{
    /// <summary>
    /// The policy that wins the object, or null where none selects it: the one of the highest explicit priority, then
    /// of the most exact selector, then of the first name. Policies that are being deleted do not compete.
    /// </summary>
    public static Policy? Best(IEnumerable<Policy> policies, KubernetesObject @object)
    {
        Policy? best = null;
        var bestMatch = SelectorMatch.None;
        foreach (var policy in policies)
        {
            if (policy.IsDeleting || ResourceSelector.Best(policy.Selectors, @object) is not (> SelectorMatch.None and var match))
            {
                continue;
            }

            if (best is null || Compare(policy, match, best, bestMatch) > 0)
            {
                (best, bestMatch) = (policy, match);
            }
        }

        return best;
    }

    /// <summary>The PropagationPolicy of the object's namespace that wins it; a cluster-scoped object has none.</summary>
    public static Policy? BestInNamespace(IEnumerable<Policy> policies, KubernetesObject @object)
    {
        var @namespace = @object.Metadata.Namespace;
        return @namespace.Length == 0 ? null : Best(policies.Where(policy => !policy.IsClusterScoped && policy.Namespace == @namespace), @object);
    }

    /// <summary>The ClusterPropagationPolicy that wins the object.</summary>
    public static Policy? BestClusterScoped(IEnumerable<Policy> policies, KubernetesObject @object) =>
        Best(policies.Where(policy => policy.IsClusterScoped), @object);

    private static int Compare(Policy left, SelectorMatch leftMatch, Policy right, SelectorMatch rightMatch)
    {
        var byPriority = left.Priority.CompareTo(right.Priority);
        var byMatch = byPriority != 0 ? byPriority : leftMatch.CompareTo(rightMatch);
        return byMatch != 0 ? byMatch : -string.CompareOrdinal(left.Name, right.Name);
    }
}
