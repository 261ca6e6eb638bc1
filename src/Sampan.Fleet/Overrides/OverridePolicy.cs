using Sampan.Fleet.Api;
using Sampan.Fleet.Policies;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Overrides;

/// <summary>An OverridePolicy or ClusterOverridePolicy, read.</summary>
/// <param name="IsClusterScoped">Whether it is a ClusterOverridePolicy.</param>
/// <param name="Namespace">Its namespace; empty for a ClusterOverridePolicy.</param>
/// <param name="Name">Its name.</param>
/// <param name="Selectors">What it is about; none for every object in reach.</param>
/// <param name="Rules">Its rules, in order.</param>
public sealed record OverridePolicy(
    bool IsClusterScoped,
    string Namespace,
    string Name,
    IReadOnlyList<ResourceSelector> Selectors,
    IReadOnlyList<OverrideRule> Rules)
{
    /// <summary>Reads a policy object. The deprecated form, one rule in the spec itself, counts where there are no rules.</summary>
    public static OverridePolicy Of(KubernetesObject policy)
    {
        var spec = policy.Root.Member("spec") ?? default;
        List<OverrideRule> rules = [.. spec.Items("overrideRules").Select(OverrideRule.Of)];
        if (rules.Count == 0)
        {
            rules.Add(OverrideRule.Of(spec));
        }

        return new OverridePolicy(
            policy.Kind == FleetTypes.ClusterOverridePolicies.Kind,
            policy.Metadata.Namespace,
            policy.Metadata.Name,
            ResourceSelector.AllOf(spec),
            rules);
    }

    /// <summary>How exactly the policy fits the object; one without selectors fits every object as by its kind.</summary>
    public SelectorMatch Match(KubernetesObject @object) =>
        Selectors.Count == 0 ? SelectorMatch.Kind : ResourceSelector.Best(Selectors, @object);
}
