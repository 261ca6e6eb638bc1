using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>core/v1 ComponentStatus, long deprecated: the parts of a control plane, all of which are in this process.</summary>
internal static class ComponentStatuses
{
    private static readonly string[] Names = ["controller-manager", "etcd-0", "scheduler"];

    /// <summary>Whether a resource is this one.</summary>
    public static bool Serves(ResourceType type) => type is { Group: "", Plural: "componentstatuses" };

    /// <summary>All of them.</summary>
    public static StoredList List(ServedCluster cluster) => new([.. Names.Select(Create)], cluster.Store.Current.Revision, null, null);

    /// <summary>One of them; 404 for an unknown name.</summary>
    public static KubernetesObject Get(ServedResource resource, string name) =>
        Names.Contains(name) ? Create(name) : throw ApiException.NotFound(resource.Type, name);

    private static KubernetesObject Create(string name) => KubernetesObject.From(new JsonObject
    {
        ["kind"] = "ComponentStatus",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Healthy", ["status"] = "True", ["message"] = "ok" }),
    });
}
