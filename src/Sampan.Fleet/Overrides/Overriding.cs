using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Policies;
using Sampan.Kubernetes.Objects;
using Sampan.Placement.Members;

namespace Sampan.Fleet.Overrides;

/// <summary>
/// Makes a template what one member is to get: all ClusterOverridePolicies, then the OverridePolicies of its namespace;
/// among each, less exact selectors before more exact ones, then by name, so that the most exact has the last word.
/// </summary>
public static class Overriding
{
    /// <summary>Applies the policies to a draft, which is changed in place.</summary>
    /// <exception cref="OverrideException">An override cannot be applied; nothing is to be propagated to the member.</exception>
    public static OverrideResult Apply(JsonObject draft, MemberCluster cluster, IReadOnlyCollection<OverridePolicy> policies)
    {
        var (afterCluster, clusterApplied) = ApplyAll(draft, cluster, policies.Where(policy => policy.IsClusterScoped));
        var @namespace = KubernetesObject.From(afterCluster).Metadata.Namespace;
        if (@namespace.Length == 0)
        {
            return new OverrideResult(afterCluster, clusterApplied, null);
        }

        var (result, applied) = ApplyAll(afterCluster, cluster, policies.Where(policy => !policy.IsClusterScoped && policy.Namespace == @namespace));
        return new OverrideResult(result, clusterApplied, applied);
    }

    private static (JsonObject Draft, string? Applied) ApplyAll(JsonObject draft, MemberCluster cluster, IEnumerable<OverridePolicy> policies)
    {
        var @object = KubernetesObject.From(draft);
        var applicable = policies
            .Select(policy => (Policy: policy, Match: policy.Match(@object)))
            .Where(candidate => candidate.Match > SelectorMatch.None)
            .OrderBy(candidate => candidate.Match)
            .ThenBy(candidate => candidate.Policy.Name, StringComparer.Ordinal)
            .SelectMany(candidate => candidate.Policy.Rules
                .Where(rule => rule.Target?.Matches(cluster) ?? true)
                .Select(rule => (candidate.Policy.Name, rule.Overriders)));
        List<(string PolicyName, JsonElement Overriders)> applied = [];
        foreach (var (name, overriders) in applicable)
        {
            try
            {
                draft = OverriderSet.Apply(draft, overriders);
            }
            catch (OverrideException exception)
            {
                throw new OverrideException($"override policy {name}, cluster {cluster.Name}: {exception.Message}");
            }

            applied.Add((name, overriders));
        }

        return (draft, AppliedOverrides.Format(applied));
    }
}
