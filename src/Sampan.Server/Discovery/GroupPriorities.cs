using System.Collections.Frozen;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Discovery;

/// <summary>Priorities by which group versions are put in order, the greatest first.</summary>
/// <param name="Group">The group's, among groups.</param>
/// <param name="Version">The version's, within its group.</param>
internal readonly record struct GroupPriorities(int Group, int Version)
{
    /// <summary>Custom resources' (kubernetes/pkg/controlplane/controller/crdregistration).</summary>
    public static readonly GroupPriorities OfCustomResources = new(1000, 100);

    // kubernetes/pkg/controlplane/apiserver/aggregator.go and kubernetes/cmd/kube-apiserver/app/aggregator.go. The group of
    // APIServices comes before all others, and has none itself.
    private static readonly FrozenDictionary<(string Group, string Version), GroupPriorities> BuiltIn = new Dictionary<(string, string), GroupPriorities>
    {
        [("", "v1")] = new(18000, 1),
        [("apiregistration.k8s.io", "v1")] = new(20001, 1),
        [("apps", "v1")] = new(17800, 15),
        [("events.k8s.io", "v1")] = new(17750, 15),
        [("authentication.k8s.io", "v1")] = new(17700, 15),
        [("authorization.k8s.io", "v1")] = new(17600, 15),
        [("autoscaling", "v2")] = new(17500, 30),
        [("autoscaling", "v1")] = new(17500, 15),
        [("batch", "v1")] = new(17400, 15),
        [("certificates.k8s.io", "v1")] = new(17300, 15),
        [("networking.k8s.io", "v1")] = new(17200, 15),
        [("policy", "v1")] = new(17100, 15),
        [("rbac.authorization.k8s.io", "v1")] = new(17000, 15),
        [("storage.k8s.io", "v1")] = new(16800, 15),
        [("admissionregistration.k8s.io", "v1")] = new(16700, 15),
        [("apiextensions.k8s.io", "v1")] = new(16700, 15),
        [("scheduling.k8s.io", "v1")] = new(16600, 15),
        [("coordination.k8s.io", "v1")] = new(16500, 15),
        [("node.k8s.io", "v1")] = new(16300, 15),
        [("discovery.k8s.io", "v1")] = new(16200, 15),
        [("resource.k8s.io", "v1")] = new(16200, 20),
        [("flowcontrol.apiserver.k8s.io", "v1")] = new(16100, 21),
    }.ToFrozenDictionary();

    /// <summary>Those of a group version that the server itself answers for.</summary>
    public static GroupPriorities Of(string group, string version) => BuiltIn.GetValueOrDefault((group, version), OfCustomResources);

    /// <summary>Those that an APIService says.</summary>
    public static GroupPriorities Of(KubernetesObject apiService)
    {
        var spec = apiService.Root.Member("spec") ?? default;
        return new GroupPriorities((int)(spec.Integer("groupPriorityMinimum") ?? 0), (int)(spec.Integer("versionPriority") ?? 0));
    }
}
