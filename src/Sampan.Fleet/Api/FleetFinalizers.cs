namespace Sampan.Fleet.Api;

/// <summary>Karmada's finalizers: who has something to clean up before an object goes.</summary>
public static class FleetFinalizers
{
    /// <summary>On a Cluster: its works and execution namespace.</summary>
    public const string Cluster = "karmada.io/cluster-controller";

    /// <summary>On a Work: the member's object.</summary>
    public const string Execution = "karmada.io/execution-controller";

    /// <summary>On a ResourceBinding: its works.</summary>
    public const string Binding = "karmada.io/binding-controller";

    /// <summary>On a ClusterResourceBinding: its works.</summary>
    public const string ClusterBinding = "karmada.io/cluster-resource-binding-controller";

    /// <summary>On a PropagationPolicy: the claims on its templates.</summary>
    public const string PropagationPolicy = "karmada.io/propagation-policy-controller";

    /// <summary>On a ClusterPropagationPolicy: the claims on its templates.</summary>
    public const string ClusterPropagationPolicy = "karmada.io/cluster-propagation-policy-controller";
}
