using System.Text.Json;
using Sampan.Fleet.Api;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Policies;

/// <summary>A PropagationPolicy or ClusterPropagationPolicy, read.</summary>
public sealed record Policy
{
    /// <summary>Whether it is a ClusterPropagationPolicy.</summary>
    public required bool IsClusterScoped { get; init; }

    /// <summary>Its namespace; empty for a ClusterPropagationPolicy.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its permanent id, which marks what it claims; empty until the hub has set it.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it is being deleted, and so claims nothing any more.</summary>
    public required bool IsDeleting { get; init; }

    /// <summary>Explicit priority; higher wins.</summary>
    public required int Priority { get; init; }

    /// <summary>What it is about.</summary>
    public required IReadOnlyList<ResourceSelector> Selectors { get; init; }

    /// <summary>The override policies that must exist before anything is propagated.</summary>
    public required IReadOnlyList<string> DependentOverrides { get; init; }

    /// <summary>Whether its changes wait for the next change of the template by a user.</summary>
    public required bool IsLazy { get; init; }

    /// <summary>Whether it may take templates from policies of lower priority.</summary>
    public required bool Preempts { get; init; }

    /// <summary>Its <c>spec</c>.</summary>
    public required JsonElement Spec { get; init; }

    /// <summary>Reads a policy object.</summary>
    public static Policy Of(KubernetesObject policy)
    {
        var spec = policy.Root.Member("spec") ?? default;
        var metadata = policy.Metadata;
        var isClusterScoped = policy.Kind == FleetTypes.ClusterPropagationPolicies.Kind;
        return new Policy
        {
            IsClusterScoped = isClusterScoped,
            Namespace = isClusterScoped ? "" : metadata.Namespace,
            Name = metadata.Name,
            Id = metadata.Labels.GetValueOrDefault(isClusterScoped ? FleetLabels.ClusterPropagationPolicyId : FleetLabels.PropagationPolicyId, ""),
            IsDeleting = metadata.DeletionTimestamp is not null,
            Priority = (int)(spec.Integer("priority") ?? 0),
            Selectors = ResourceSelector.AllOf(spec),
            DependentOverrides = [.. spec.Items("dependentOverrides").Select(name => name.ToString())],
            IsLazy = spec.String("activationPreference") == "Lazy",
            Preempts = spec.String("preemption") == "Always",
            Spec = spec,
        };
    }
}
