namespace Sampan.Fleet.Api;

/// <summary>Karmada's annotations, which its users and tools read and set.</summary>
public static class FleetAnnotations
{
    /// <summary>The namespace of the PropagationPolicy that claims a template.</summary>
    public const string PropagationPolicyNamespace = "propagationpolicy.karmada.io/namespace";

    /// <summary>The name of the PropagationPolicy that claims a template.</summary>
    public const string PropagationPolicyName = "propagationpolicy.karmada.io/name";

    /// <summary>The name of the ClusterPropagationPolicy that claims a template.</summary>
    public const string ClusterPropagationPolicyName = "clusterpropagationpolicy.karmada.io/name";

    /// <summary>The placement that a binding was last scheduled by, as JSON.</summary>
    public const string AppliedPlacement = "policy.karmada.io/applied-placement";

    /// <summary>The OverridePolicies that a work went through, as JSON.</summary>
    public const string AppliedOverrides = "policy.karmada.io/applied-overrides";

    /// <summary>The ClusterOverridePolicies that a work went through, as JSON.</summary>
    public const string AppliedClusterOverrides = "policy.karmada.io/applied-cluster-overrides";

    /// <summary>The namespace of the ResourceBinding that a work comes from.</summary>
    public const string ResourceBindingNamespace = "resourcebinding.karmada.io/namespace";

    /// <summary>The name of the ResourceBinding that a work comes from.</summary>
    public const string ResourceBindingName = "resourcebinding.karmada.io/name";

    /// <summary>The name of the ClusterResourceBinding that a work comes from.</summary>
    public const string ClusterResourceBindingName = "clusterresourcebinding.karmada.io/name";

    /// <summary>The namespace of the Work that a member's object comes from.</summary>
    public const string WorkNamespace = "work.karmada.io/namespace";

    /// <summary>The name of the Work that a member's object comes from.</summary>
    public const string WorkName = "work.karmada.io/name";

    /// <summary>What to do with a member's object that the fleet did not create: <c>abort</c> or <c>overwrite</c>.</summary>
    public const string ConflictResolution = "work.karmada.io/conflict-resolution";

    /// <summary>The UID of the template that a member's object comes from.</summary>
    public const string TemplateUid = "resourcetemplate.karmada.io/uid";

    /// <summary>The generation of the template that a member's object comes from.</summary>
    public const string TemplateGeneration = "resourcetemplate.karmada.io/generation";

    /// <summary>The labels of a member's object that come from its template, comma-separated.</summary>
    public const string ManagedLabels = "resourcetemplate.karmada.io/managed-labels";

    /// <summary>The annotations of a member's object that come from its template, comma-separated.</summary>
    public const string ManagedAnnotations = "resourcetemplate.karmada.io/managed-annotations";
}
