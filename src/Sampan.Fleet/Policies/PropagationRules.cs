using Sampan.Fleet.Api;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Policies;

/// <summary>Which policy a template goes by: the one that claims it, else the best of its namespace, else the best ClusterPropagationPolicy.</summary>
public static class PropagationRules
{
    private const string MissingOverrides = "waiting for dependent overrides";

    /// <summary>Decides about a template.</summary>
    /// <param name="template">The template.</param>
    /// <param name="policies">All policies of both kinds.</param>
    /// <param name="hasOverride">Whether an OverridePolicy, or with an empty namespace a ClusterOverridePolicy, exists.</param>
    public static PropagationDecision Decide(KubernetesObject template, IReadOnlyCollection<Policy> policies, Predicate<NamespacedName> hasOverride)
    {
        if (template.Metadata.Labels.GetValueOrDefault(FleetLabels.ClaimedBy, "").Length > 0)
        {
            return new PropagationDecision.Ignore();
        }

        if (Claim.Of(template.Metadata) is { } claim)
        {
            return DecideClaimed(template, claim, policies, hasOverride);
        }

        if ((PolicySelection.BestInNamespace(policies, template) ?? PolicySelection.BestClusterScoped(policies, template)) is not { } policy)
        {
            return new PropagationDecision.Wait();
        }

        return OverridesExist(policy, hasOverride)
            ? new PropagationDecision.Apply(policy, IsNew: true)
            : new PropagationDecision.Retry(MissingOverrides);
    }

    /// <summary>Whether all override policies that the policy depends on exist.</summary>
    public static bool OverridesExist(Policy policy, Predicate<NamespacedName> hasOverride) =>
        policy.DependentOverrides.All(name => hasOverride(new NamespacedName(policy.Namespace, name)));

    private static PropagationDecision DecideClaimed(KubernetesObject template, Claim claim, IReadOnlyCollection<Policy> policies, Predicate<NamespacedName> hasOverride)
    {
        var policy = policies.FirstOrDefault(claim.IsBy);
        if (policy is null)
        {
            return new PropagationDecision.Unclaim(claim);
        }

        if (policy.IsDeleting)
        {
            return new PropagationDecision.Retry(policy.IsClusterScoped
                ? $"cluster policy({policy.Name}) is being deleted"
                : $"policy({policy.Namespace}/{policy.Name}) is being deleted");
        }

        // One object may be served in several API groups; the policy means just the one that it selects.
        if (ResourceSelector.Best(policy.Selectors, template) == SelectorMatch.None)
        {
            return new PropagationDecision.Ignore();
        }

        return OverridesExist(policy, hasOverride)
            ? new PropagationDecision.Apply(policy, IsNew: false)
            : new PropagationDecision.Retry(MissingOverrides);
    }
}
