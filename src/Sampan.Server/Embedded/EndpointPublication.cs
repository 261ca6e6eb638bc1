using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Aggregation;
using Sampan.Server.Authentication;
using Sampan.Server.Kinds;
using Sampan.Server.Registry;

namespace Sampan.Server.Embedded;

/// <summary>
/// Tells those within a cluster how its API server can be reached and whom it trusts: the service <c>default/kubernetes</c>
/// with its EndpointSlice (kubernetes/pkg/controlplane/controller/kubernetesservice), and the ConfigMap
/// <c>kube-system/extension-apiserver-authentication</c>, by which servers of aggregated APIs know this one
/// (kubernetes/pkg/controlplane/controller/clusterauthenticationtrust).
/// </summary>
internal static class EndpointPublication
{
    private const string Name = "kubernetes";
    private static readonly ResourceType EndpointSlices = new("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", Namespaced: true);
    private static readonly WriteRequest Request = new() { User = UserInfo.Master("system:apiserver"), FieldManager = "kube-apiserver" };

    /// <summary>Writes what is missing or says something else.</summary>
    public static async Task RunAsync(ServedCluster cluster, PublishedEndpoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(cluster, WellKnownTypes.ConfigMaps, Trust(endpoint), ["data"], cancellationToken);
            await WriteAsync(cluster, WellKnownTypes.Services, Service(cluster, endpoint), ["spec", "ports"], cancellationToken);
            await WriteAsync(cluster, EndpointSlices, Slice(endpoint), ["ports"], cancellationToken);
        }
        catch (ApiException)
        {
            // The cluster's own admission refuses it, as it may: whoever knows the address reaches the server all the same.
        }
    }

    private static async ValueTask WriteAsync(ServedCluster cluster, ResourceType type, JsonObject draft, string[] path, CancellationToken cancellationToken)
    {
        var resource = cluster.Resource(type);
        var name = new NamespacedName(draft.Metadata().Text("namespace"), draft.Metadata().Text("name"));
        if (cluster.Store.Current.Get(resource.Key(name)) is null)
        {
            await cluster.Creator.CreateAsync(resource, name.Namespace, DraftDecoding.Decode(draft, resource, [], Request), Request, cancellationToken);
            return;
        }

        // A server that starts anew may have another port and another authority.
        var change = new ObjectChange(current =>
        {
            JsonObject changed = current!.ToDraft();
            var (from, to) = (draft, changed);
            foreach (var member in path[..^1])
            {
                (from, to) = (from.Child(member), to.Child(member));
            }

            to[path[^1]] = from[path[^1]]!.DeepClone();
            return changed;
        })
        {
            IsAdmitted = true,
        };
        await cluster.Updater.UpdateAsync(resource, name, change, Request, cancellationToken);
    }

    private static JsonObject Trust(PublishedEndpoint endpoint) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = "extension-apiserver-authentication", ["namespace"] = "kube-system" },
        ["data"] = new JsonObject
        {
            ["client-ca-file"] = endpoint.AuthorityPem,
            ["requestheader-allowed-names"] = $"[\"{FrontProxyIdentity.Name}\"]",
            ["requestheader-client-ca-file"] = endpoint.AuthorityPem,
            ["requestheader-extra-headers-prefix"] = "[\"X-Remote-Extra-\"]",
            ["requestheader-group-headers"] = "[\"X-Remote-Group\"]",
            ["requestheader-uid-headers"] = "[\"X-Remote-Uid\"]",
            ["requestheader-username-headers"] = "[\"X-Remote-User\"]",
        },
    };

    private static JsonObject Service(ServedCluster cluster, PublishedEndpoint endpoint)
    {
        var spec = new JsonObject
        {
            ["type"] = "ClusterIP",
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["port"] = 443, ["protocol"] = "TCP", ["targetPort"] = endpoint.Address.Port }),
        };
        if (cluster.Services.Exactly(ServiceAddresses.First) is { } free)
        {
            free.Dispose();
            spec["clusterIP"] = ServiceAddresses.First;
        }

        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = Name, ["namespace"] = "default", ["labels"] = new JsonObject { ["component"] = "apiserver", ["provider"] = Name } },
            ["spec"] = spec,
        };
    }

    private static JsonObject Slice(PublishedEndpoint endpoint) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = Name, ["namespace"] = "default", ["labels"] = new JsonObject { ["kubernetes.io/service-name"] = Name } },
        ["addressType"] = "IPv4",
        ["endpoints"] = new JsonArray(new JsonObject { ["addresses"] = new JsonArray($"{endpoint.Address.Address}"), ["conditions"] = new JsonObject { ["ready"] = true } }),
        ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["port"] = endpoint.Address.Port, ["protocol"] = "TCP" }),
    };
}
