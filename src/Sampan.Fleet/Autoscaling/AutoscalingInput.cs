using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Autoscaling;

/// <summary>What a FederatedHPA decides on.</summary>
public sealed record AutoscalingInput
{
    /// <summary>The autoscaling.karmada.io/v1alpha1 FederatedHPA.</summary>
    public required KubernetesObject Autoscaler { get; init; }

    /// <summary>The template's <c>spec.replicas</c>.</summary>
    public required int TemplateReplicas { get; init; }

    /// <summary>The sum of the members' <c>spec.replicas</c>.</summary>
    public required int MembersSpecReplicas { get; init; }

    /// <summary>The sum of the members' <c>status.replicas</c>.</summary>
    public required int MembersStatusReplicas { get; init; }

    /// <summary>The target's pods on all members.</summary>
    public required IReadOnlyList<KubernetesObject> Pods { get; init; }

    /// <summary>Their metrics.</summary>
    public required IMetricsSource Metrics { get; init; }

    /// <summary>What was recommended and done before.</summary>
    public ScaleHistory History { get; init; } = ScaleHistory.Empty;
}
