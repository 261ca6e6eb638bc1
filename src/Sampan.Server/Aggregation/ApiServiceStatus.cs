using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Registry;

namespace Sampan.Server.Aggregation;

/// <summary>Keeps the condition <c>Available</c> of APIServices true to the services that they name.</summary>
internal static class ApiServiceStatus
{
    private static readonly WriteRequest Request = new() { User = UserInfo.Master("system:apiserver"), FieldManager = "kube-apiserver" };

    /// <summary>After a write to a resource.</summary>
    public static async ValueTask FollowAsync(ServedCluster cluster, ServedResource resource, CancellationToken cancellationToken)
    {
        if (resource.Type.GroupResource is not ("apiservices.apiregistration.k8s.io" or "services" or "endpointslices.discovery.k8s.io"))
        {
            return;
        }

        var services = cluster.Resource(ApiServices.Type);
        foreach (var found in cluster.Store.Current.List(services.Collection).Where(found => Availability(cluster, found.Object) is not null))
        {
            try
            {
                await cluster.Updater.UpdateAsync(services, found.Object.NamespacedName, Change(cluster), Request, cancellationToken);
            }
            catch (ApiException exception) when (exception.IsNotFound)
            {
                // It has gone meanwhile.
            }
        }
    }

    private static ObjectChange Change(ServedCluster cluster) => new(current =>
    {
        JsonObject draft = current!.ToDraft();
        if (Availability(cluster, current) is { } availability)
        {
            draft.Child("status")["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "Available",
                ["status"] = availability.IsAvailable ? "True" : "False",
                ["lastTransitionTime"] = cluster.Now,
                ["reason"] = availability.Reason,
                ["message"] = availability.Message,
            });
        }

        return draft;
    })
    {
        Subresource = "status",
        IsAdmitted = true,
    };

    // What the status should say, or null if it does.
    private static ApiServiceAvailability? Availability(ServedCluster cluster, KubernetesObject service)
    {
        var availability = ApiServices.Availability(cluster, service.Root.Member("spec", "service"));
        foreach (var condition in (service.Root.Member("status") ?? default).Items("conditions"))
        {
            if (condition.StringOrEmpty("type") == "Available" && condition.StringOrEmpty("reason") == availability.Reason && condition.StringOrEmpty("message") == availability.Message)
            {
                return null;
            }
        }

        return availability;
    }
}
