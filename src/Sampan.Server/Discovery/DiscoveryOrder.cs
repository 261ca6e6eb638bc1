using Sampan.Server.Registry;

namespace Sampan.Server.Discovery;

/// <summary>The order of groups and versions in discovery: clients take the first that has what they look for.</summary>
internal static class DiscoveryOrder
{
    // By priority, as kube-apiserver registers its built-in groups; custom groups follow by name.
    private static readonly string[] BuiltIn =
    [
        "apiregistration.k8s.io", "apps", "events.k8s.io", "authentication.k8s.io", "authorization.k8s.io", "autoscaling", "batch",
        "certificates.k8s.io", "networking.k8s.io", "policy", "rbac.authorization.k8s.io", "storage.k8s.io", "admissionregistration.k8s.io",
        "apiextensions.k8s.io", "scheduling.k8s.io", "coordination.k8s.io", "node.k8s.io", "discovery.k8s.io", "resource.k8s.io", "flowcontrol.apiserver.k8s.io",
    ];

    /// <summary>The named groups.</summary>
    public static IReadOnlyList<string> Groups(ResourceTable table) =>
    [
        .. table.GroupVersions.Select(entry => entry.Group).Where(group => group.Length > 0).Distinct()
            .OrderBy(group => Array.IndexOf(BuiltIn, group) is >= 0 and var rank ? rank : BuiltIn.Length)
            .ThenBy(group => group, StringComparer.Ordinal),
    ];

    /// <summary>A group's versions, preferred first.</summary>
    public static IReadOnlyList<string> Versions(ResourceTable table, string group) =>
        [.. table.GroupVersions.Where(entry => entry.Group == group).Select(entry => entry.Version).Order(KubeVersionOrder.Instance)];
}
