using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Placement.Members;

/// <summary>What placement needs to know of one cluster.karmada.io/v1alpha1 Cluster: an immutable snapshot.</summary>
public sealed record MemberCluster
{
    /// <summary>The cluster's name.</summary>
    public required string Name { get; init; }

    /// <summary>The cluster's labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the cluster is being removed; it then takes nothing new.</summary>
    public bool Deleting { get; init; }

    /// <summary>The infrastructure's provider, empty where not set.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The region, empty where not set.</summary>
    public string Region { get; init; } = "";

    /// <summary>The zones that the cluster's nodes are in.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>The taints.</summary>
    public IReadOnlyList<ClusterTaint> Taints { get; init; } = [];

    /// <summary>The grades of nodes that capacity is modelled with.</summary>
    public IReadOnlyList<ResourceModel> ResourceModels { get; init; } = [];

    /// <summary>The kinds that the cluster's API server serves.</summary>
    public IReadOnlySet<GroupVersionKind> EnabledApis { get; init; } = new HashSet<GroupVersionKind>();

    /// <summary>The resources in use and free, or null where the cluster has not reported them.</summary>
    public ResourceSummary? ResourceSummary { get; init; }

    /// <summary>Reads a Cluster object.</summary>
    /// <exception cref="FormatException">A quantity in the object is malformed.</exception>
    public static MemberCluster Of(KubernetesObject cluster)
    {
        var spec = cluster.Root.Member("spec") ?? default;
        var status = cluster.Root.Member("status") ?? default;
        return new MemberCluster
        {
            Name = cluster.Metadata.Name,
            Labels = cluster.Metadata.Labels,
            Deleting = cluster.Metadata.DeletionTimestamp is not null,
            Provider = spec.StringOrEmpty("provider"),
            Region = spec.StringOrEmpty("region"),
            Zones = [.. spec.Items("zones").Select(zone => zone.ToString())],
            Taints = [.. spec.Items("taints").Select(ClusterTaint.Of)],
            ResourceModels = [.. spec.Items("resourceModels").Select(ResourceModel.Of)],
            EnabledApis = Apis(status),
            ResourceSummary = status.Member("resourceSummary") is { } summary ? ResourceSummary.Of(summary) : null,
        };
    }

    private static HashSet<GroupVersionKind> Apis(JsonElement status)
    {
        HashSet<GroupVersionKind> apis = [];
        foreach (var enablement in status.Items("apiEnablements"))
        {
            var groupVersion = enablement.StringOrEmpty("groupVersion");
            foreach (var resource in enablement.Items("resources"))
            {
                apis.Add(GroupVersionKind.Parse(groupVersion, resource.StringOrEmpty("kind")));
            }
        }

        return apis;
    }
}
