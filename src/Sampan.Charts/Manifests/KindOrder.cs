namespace Sampan.Charts.Manifests;

/// <summary>The order in which kinds are installed or uninstalled, so that what others need is there first.</summary>
public sealed class KindOrder : IComparer<string>
{
    private static readonly string[] Kinds =
    [
        "PriorityClass", "Namespace", "NetworkPolicy", "ResourceQuota", "LimitRange", "PodSecurityPolicy", "PodDisruptionBudget",
        "ServiceAccount", "Secret", "SecretList", "ConfigMap", "StorageClass", "PersistentVolume", "PersistentVolumeClaim",
        "CustomResourceDefinition", "ClusterRole", "ClusterRoleList", "ClusterRoleBinding", "ClusterRoleBindingList", "Role", "RoleList",
        "RoleBinding", "RoleBindingList", "Service", "DaemonSet", "Pod", "ReplicationController", "ReplicaSet", "Deployment",
        "HorizontalPodAutoscaler", "StatefulSet", "Job", "CronJob", "IngressClass", "Ingress", "APIService",
    ];

    private static readonly string[] UninstallKinds =
    [
        "APIService", "Ingress", "IngressClass", "Service", "CronJob", "Job", "StatefulSet", "HorizontalPodAutoscaler", "Deployment",
        "ReplicaSet", "ReplicationController", "Pod", "DaemonSet", "RoleBindingList", "RoleBinding", "RoleList", "Role",
        "ClusterRoleBindingList", "ClusterRoleBinding", "ClusterRoleList", "ClusterRole", "CustomResourceDefinition",
        "PersistentVolumeClaim", "PersistentVolume", "StorageClass", "ConfigMap", "SecretList", "Secret", "ServiceAccount",
        "PodDisruptionBudget", "PodSecurityPolicy", "LimitRange", "ResourceQuota", "NetworkPolicy", "Namespace", "PriorityClass",
    ];

    private readonly Dictionary<string, int> _ranks;

    private KindOrder(string[] kinds) => _ranks = kinds.Select((kind, rank) => (kind, rank)).ToDictionary(pair => pair.kind, pair => pair.rank, StringComparer.Ordinal);

    /// <summary>Helm's install order.</summary>
    public static KindOrder Install { get; } = new(Kinds);

    /// <summary>Helm's uninstall order.</summary>
    public static KindOrder Uninstall { get; } = new(UninstallKinds);

    /// <summary>Compares two kinds: known ones by rank, then unknown ones by name.</summary>
    public int Compare(string? x, string? y)
    {
        var xKnown = _ranks.TryGetValue(x ?? "", out var xRank);
        var yKnown = _ranks.TryGetValue(y ?? "", out var yRank);
        return (xKnown, yKnown) switch
        {
            (true, true) => xRank.CompareTo(yRank),
            (true, false) => -1,
            (false, true) => 1,
            _ => string.CompareOrdinal(x, y),
        };
    }
}
