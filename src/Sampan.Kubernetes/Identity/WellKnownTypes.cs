namespace Sampan.Kubernetes.Identity;

/// <summary>The built-in resource types that Sampan's own code reads and writes by name.</summary>
public static class WellKnownTypes
{
    /// <summary>core/v1 Namespace.</summary>
    public static readonly ResourceType Namespaces = new("", "v1", "namespaces", "Namespace", Namespaced: false);

    /// <summary>core/v1 Node.</summary>
    public static readonly ResourceType Nodes = new("", "v1", "nodes", "Node", Namespaced: false);

    /// <summary>core/v1 Pod.</summary>
    public static readonly ResourceType Pods = new("", "v1", "pods", "Pod", Namespaced: true);

    /// <summary>core/v1 Service.</summary>
    public static readonly ResourceType Services = new("", "v1", "services", "Service", Namespaced: true);

    /// <summary>core/v1 ConfigMap.</summary>
    public static readonly ResourceType ConfigMaps = new("", "v1", "configmaps", "ConfigMap", Namespaced: true);

    /// <summary>core/v1 Secret.</summary>
    public static readonly ResourceType Secrets = new("", "v1", "secrets", "Secret", Namespaced: true);

    /// <summary>core/v1 ServiceAccount.</summary>
    public static readonly ResourceType ServiceAccounts = new("", "v1", "serviceaccounts", "ServiceAccount", Namespaced: true);

    /// <summary>core/v1 PersistentVolume.</summary>
    public static readonly ResourceType PersistentVolumes = new("", "v1", "persistentvolumes", "PersistentVolume", Namespaced: false);

    /// <summary>core/v1 PersistentVolumeClaim.</summary>
    public static readonly ResourceType PersistentVolumeClaims = new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", Namespaced: true);

    /// <summary>core/v1 ReplicationController.</summary>
    public static readonly ResourceType ReplicationControllers = new("", "v1", "replicationcontrollers", "ReplicationController", Namespaced: true);

    /// <summary>core/v1 Event.</summary>
    public static readonly ResourceType Events = new("", "v1", "events", "Event", Namespaced: true);

    /// <summary>apps/v1 Deployment.</summary>
    public static readonly ResourceType Deployments = new("apps", "v1", "deployments", "Deployment", Namespaced: true);

    /// <summary>apps/v1 ReplicaSet.</summary>
    public static readonly ResourceType ReplicaSets = new("apps", "v1", "replicasets", "ReplicaSet", Namespaced: true);

    /// <summary>apps/v1 StatefulSet.</summary>
    public static readonly ResourceType StatefulSets = new("apps", "v1", "statefulsets", "StatefulSet", Namespaced: true);

    /// <summary>apps/v1 DaemonSet.</summary>
    public static readonly ResourceType DaemonSets = new("apps", "v1", "daemonsets", "DaemonSet", Namespaced: true);

    /// <summary>batch/v1 Job.</summary>
    public static readonly ResourceType Jobs = new("batch", "v1", "jobs", "Job", Namespaced: true);

    /// <summary>batch/v1 CronJob.</summary>
    public static readonly ResourceType CronJobs = new("batch", "v1", "cronjobs", "CronJob", Namespaced: true);

    /// <summary>coordination.k8s.io/v1 Lease.</summary>
    public static readonly ResourceType Leases = new("coordination.k8s.io", "v1", "leases", "Lease", Namespaced: true);

    /// <summary>policy/v1 PodDisruptionBudget.</summary>
    public static readonly ResourceType PodDisruptionBudgets = new("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget", Namespaced: true);

    /// <summary>scheduling.k8s.io/v1 PriorityClass.</summary>
    public static readonly ResourceType PriorityClasses = new("scheduling.k8s.io", "v1", "priorityclasses", "PriorityClass", Namespaced: false);

    /// <summary>apiextensions.k8s.io/v1 CustomResourceDefinition.</summary>
    public static readonly ResourceType CustomResourceDefinitions = new("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", Namespaced: false);
}
