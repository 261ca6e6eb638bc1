using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Registry;

namespace Sampan.Server.Aggregation;

/// <summary>Keeps the condition <c>Available</c> of APIServices true to the services that they name.</summary>
internal static class ApiServiceStatus
{
    private static readonly WriteRequest Request = new() { User = UserInfo.Master("system:apiserver"), FieldManager = "kube-apiserver" };

    /// <summary>After an object has been created or changed, or has gone.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="resource">The object's resource.</param>
    /// <param name="before">The object as it was, or null.</param>
    /// <param name="after">The object as it is, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask FollowAsync(ServedCluster cluster, ServedResource resource, KubernetesObject? before, KubernetesObject? after, CancellationToken cancellationToken)
    {
        var changed = (after ?? before)!;
        switch (resource.Type.GroupResource)
        {
            case "apiservices.apiregistration.k8s.io" when after is not null && AggregatedService.Of(after) is null:
                await WriteAsync(cluster, after.Metadata.Name, current => AggregatedService.Of(current) is null ? ApiServiceAvailability.Local : null, cancellationToken);
                break;
            case "services":
                Recheck(cluster, changed.NamespacedName);
                break;
            case "endpointslices.discovery.k8s.io":
                Recheck(cluster, new NamespacedName(changed.Metadata.Namespace, changed.Metadata.Labels.GetValueOrDefault("kubernetes.io/service-name", "")));
                break;
        }
    }

    /// <summary>Writes the availability of an APIService, unless its status says so already.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="name">The APIService's name.</param>
    /// <param name="availability">From the APIService as it is to what is to be said of it; null: nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask WriteAsync(ServedCluster cluster, string name, Func<KubernetesObject, ApiServiceAvailability?> availability, CancellationToken cancellationToken)
    {
        var services = cluster.Resource(ApiServices.Type);
        var key = NamespacedName.ClusterScoped(name);
        if (cluster.Store.Current.Get(services.Key(key)) is not { } found || !IsNews(found.Object, availability(found.Object)))
        {
            return;
        }

        try
        {
            await cluster.Updater.UpdateAsync(services, key, Change(cluster, availability), Request, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // It has gone meanwhile.
        }
    }

    private static bool IsNews(KubernetesObject service, ApiServiceAvailability? availability) => availability is not null && ApiServiceAvailability.Of(service) != availability;

    private static ObjectChange Change(ServedCluster cluster, Func<KubernetesObject, ApiServiceAvailability?> availability) => new(current =>
    {
        JsonObject draft = current!.ToDraft();
        if (availability(current) is { } said && IsNews(current, said))
        {
            draft.Child("status")["conditions"] = new JsonArray(said.Condition(current, cluster.Now));
        }

        return draft;
    })
    {
        Subresource = "status",
        IsAdmitted = true,
    };

    private static void Recheck(ServedCluster cluster, NamespacedName service)
    {
        foreach (var aggregated in AggregatedService.All(cluster).Where(aggregated => aggregated.Service == service))
        {
            cluster.Availability.Recheck(aggregated.Name);
        }
    }
}
