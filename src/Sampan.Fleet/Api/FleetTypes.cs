using Sampan.Kubernetes.Identity;

namespace Sampan.Fleet.Api;

/// <summary>The resource types that the hub serves under Karmada's group names.</summary>
public static class FleetTypes
{
    /// <summary>policy.karmada.io PropagationPolicy: what of one namespace goes where.</summary>
    public static readonly ResourceType PropagationPolicies = new("policy.karmada.io", "v1alpha1", "propagationpolicies", "PropagationPolicy", Namespaced: true);

    /// <summary>policy.karmada.io ClusterPropagationPolicy: what of any namespace, or of none, goes where.</summary>
    public static readonly ResourceType ClusterPropagationPolicies = new("policy.karmada.io", "v1alpha1", "clusterpropagationpolicies", "ClusterPropagationPolicy", Namespaced: false);

    /// <summary>policy.karmada.io OverridePolicy: what differs per member, in one namespace.</summary>
    public static readonly ResourceType OverridePolicies = new("policy.karmada.io", "v1alpha1", "overridepolicies", "OverridePolicy", Namespaced: true);

    /// <summary>policy.karmada.io ClusterOverridePolicy: what differs per member, anywhere.</summary>
    public static readonly ResourceType ClusterOverridePolicies = new("policy.karmada.io", "v1alpha1", "clusteroverridepolicies", "ClusterOverridePolicy", Namespaced: false);

    /// <summary>work.karmada.io ResourceBinding: a namespaced template, its policy's placement and the members chosen.</summary>
    public static readonly ResourceType ResourceBindings = new("work.karmada.io", "v1alpha2", "resourcebindings", "ResourceBinding", Namespaced: true);

    /// <summary>work.karmada.io ClusterResourceBinding: the same for a cluster-scoped template.</summary>
    public static readonly ResourceType ClusterResourceBindings = new("work.karmada.io", "v1alpha2", "clusterresourcebindings", "ClusterResourceBinding", Namespaced: false);

    /// <summary>work.karmada.io Work: one manifest for one member, in that member's execution namespace.</summary>
    public static readonly ResourceType Works = new("work.karmada.io", "v1alpha1", "works", "Work", Namespaced: true);

    /// <summary>cluster.karmada.io Cluster: a member.</summary>
    public static readonly ResourceType Clusters = new("cluster.karmada.io", "v1alpha1", "clusters", "Cluster", Namespaced: false);

    /// <summary>config.karmada.io ResourceInterpreterCustomization: how a kind of workload is read, in Lua.</summary>
    public static readonly ResourceType ResourceInterpreterCustomizations = new("config.karmada.io", "v1alpha1", "resourceinterpretercustomizations", "ResourceInterpreterCustomization", Namespaced: false);
}
