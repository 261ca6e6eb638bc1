using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Aggregation;

/// <summary>Group versions that other servers answer for, as APIServices say.</summary>
internal static class ApiServices
{
    /// <summary>apiregistration.k8s.io/v1 APIService.</summary>
    public static readonly ResourceType Type = new("apiregistration.k8s.io", "v1", "apiservices", "APIService", Namespaced: false);

    /// <summary>The APIService of a group version, or null.</summary>
    public static KubernetesObject? Of(ServedCluster cluster, string group, string version) =>
        cluster.Store.Current.Get(cluster.Resource(Type).Key(NamespacedName.ClusterScoped($"{version}.{group}")))?.Object;

    /// <summary>Whether another server answers for a group version, if it can be asked.</summary>
    public static bool IsRemote(ServedCluster cluster, string group, string version) =>
        Of(cluster, group, version) is { } found && found.Root.Member("spec", "service") is { ValueKind: JsonValueKind.Object };

    /// <summary>Completes a new APIService: the server itself can always be asked.</summary>
    public static void OnCreate(JsonObject draft, string now)
    {
        if ((draft["spec"] as JsonObject)?["service"] is null)
        {
            draft["status"] = new JsonObject { ["conditions"] = new JsonArray(ApiServiceAvailability.Local.Condition(now)) };
        }
    }
}
