using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>networking.k8s.io/v1 IPAddress: every address that a service has is an object, too (kubernetes/pkg/registry/core/service/ipallocator).</summary>
internal static class ServiceAddressObjects
{
    /// <summary>The type of the objects.</summary>
    public static readonly ResourceType Type = new("networking.k8s.io", "v1", "ipaddresses", "IPAddress", Namespaced: false);

    private static readonly WriteRequest Request = new() { User = UserInfo.Master("system:apiserver"), FieldManager = "kube-apiserver" };

    /// <summary>After a service has changed, or has come (null before) or gone (null after).</summary>
    public static async ValueTask FollowAsync(ServedCluster cluster, KubernetesObject? before, KubernetesObject? after, CancellationToken cancellationToken)
    {
        var (had, has) = (Addresses(before), Addresses(after));
        var resource = cluster.Resource(Type);
        foreach (var address in has.Except(had))
        {
            try
            {
                await cluster.Creator.CreateAsync(resource, "", Describe(address, after!), Request, cancellationToken);
            }
            catch (ApiException exception) when (exception.IsAlreadyExists)
            {
                // Somebody has described it before.
            }
        }

        foreach (var address in had.Except(has))
        {
            try
            {
                await cluster.Deleter.DeleteAsync(resource, NamespacedName.ClusterScoped(address), DeleteRequest.Default, cancellationToken);
            }
            catch (ApiException exception) when (exception.IsNotFound)
            {
                // Somebody else was faster.
            }
        }
    }

    private static List<string> Addresses(KubernetesObject? service)
    {
        List<string> addresses = [];
        foreach (var address in (service?.Root.Member("spec") ?? default).Items("clusterIPs"))
        {
            if (address.GetString() is { Length: > 0 } text and not "None")
            {
                addresses.Add(text);
            }
        }

        return addresses;
    }

    private static JsonObject Describe(string address, KubernetesObject service) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = address,
            ["labels"] = new JsonObject
            {
                ["ipaddress.kubernetes.io/ip-family"] = address.Contains(':', StringComparison.Ordinal) ? "IPv6" : "IPv4",
                ["ipaddress.kubernetes.io/managed-by"] = "ipallocator.k8s.io",
            },
        },
        ["spec"] = new JsonObject
        {
            ["parentRef"] = new JsonObject { ["resource"] = "services", ["namespace"] = service.Metadata.Namespace, ["name"] = service.Metadata.Name },
        },
    };
}
