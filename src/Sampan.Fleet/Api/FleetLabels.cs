namespace Sampan.Fleet.Api;

/// <summary>Karmada's labels, which its users and tools read and set.</summary>
public static class FleetLabels
{
    /// <summary>The id of a PropagationPolicy, on itself, on the templates that it claims, and on their bindings.</summary>
    public const string PropagationPolicyId = "propagationpolicy.karmada.io/permanent-id";

    /// <summary>The id of a ClusterPropagationPolicy, likewise.</summary>
    public const string ClusterPropagationPolicyId = "clusterpropagationpolicy.karmada.io/permanent-id";

    /// <summary>The id of a ResourceBinding, on itself and on its works.</summary>
    public const string ResourceBindingId = "resourcebinding.karmada.io/permanent-id";

    /// <summary>The id of a ClusterResourceBinding, likewise.</summary>
    public const string ClusterResourceBindingId = "clusterresourcebinding.karmada.io/permanent-id";

    /// <summary>The id of a Work, on itself and on the member's object.</summary>
    public const string WorkId = "work.karmada.io/permanent-id";

    /// <summary><c>true</c> on every member object that the fleet created.</summary>
    public const string Managed = "karmada.io/managed";

    /// <summary><c>true</c> on a namespace that stays on the hub.</summary>
    public const string SkipAutoPropagation = "namespace.karmada.io/skip-auto-propagation";

    /// <summary>A template with this label belongs to another controller: no policy takes it.</summary>
    public const string ClaimedBy = "resourcetemplate.karmada.io/claimed-by";

    /// <summary><c>true</c> on a workload whose replicas the member itself decides.</summary>
    public const string RetainReplicas = "resourcetemplate.karmada.io/retain-replicas";

    /// <summary><c>Always</c> on a template that may not be deleted.</summary>
    public const string DeletionProtected = "resourcetemplate.karmada.io/deletion-protected";
}
