using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Policies;

/// <summary>
/// When a policy takes a template from the policy that claims it: a PropagationPolicy from one of lower priority, and
/// from any ClusterPropagationPolicy; a ClusterPropagationPolicy from one of lower priority. Only selectors that name
/// the template, with its namespace, preempt.
/// </summary>
public static class Preemption
{
    /// <summary>Whether the policy takes over the template.</summary>
    public static bool Takes(Policy policy, KubernetesObject template, IReadOnlyCollection<Policy> policies)
    {
        var metadata = template.Metadata;
        if (!policy.Preempts || metadata.DeletionTimestamp is not null || !policy.Selectors.Any(selector => Names(selector, template)))
        {
            return false;
        }

        if (policy.IsClusterScoped)
        {
            return Claim.ClusterScopedOf(metadata) is { Name.Length: > 0 } claim && Outranks(policy, claim, policies);
        }

        return (Claim.NamespacedOf(metadata) is { Namespace.Length: > 0, Name.Length: > 0 } held && Outranks(policy, held, policies))
            || Claim.ClusterScopedOf(metadata).Name.Length > 0;
    }

    private static bool Outranks(Policy policy, Claim claim, IReadOnlyCollection<Policy> policies) =>
        !claim.IsBy(policy) && policies.FirstOrDefault(claim.IsBy) is { } holder && policy.Priority > holder.Priority;

    private static bool Names(ResourceSelector selector, KubernetesObject template) =>
        selector.ApiVersion == template.ApiVersion
        && selector.Kind == template.Kind
        && selector.Namespace == template.Metadata.Namespace
        && selector.Name == template.Metadata.Name;
}
