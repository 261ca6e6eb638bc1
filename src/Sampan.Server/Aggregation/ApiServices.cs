using System.Text.Json;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Aggregation;

/// <summary>Group versions that other servers answer for, as APIServices say.</summary>
internal static class ApiServices
{
    /// <summary>apiregistration.k8s.io/v1 APIService.</summary>
    public static readonly ResourceType Type = new("apiregistration.k8s.io", "v1", "apiservices", "APIService", Namespaced: false);

    /// <summary>The service that answers for a group version, or null if the server itself does.</summary>
    public static JsonElement? Service(ServedCluster cluster, string group, string version) =>
        cluster.Store.Current.Get(cluster.Resource(Type).Key(NamespacedName.ClusterScoped($"{version}.{group}")))?.Object.Root.Member("spec", "service");

    /// <summary>Whether a service can be asked (kube-aggregator's availability controller).</summary>
    public static ApiServiceAvailability Availability(ServedCluster cluster, JsonElement? service)
    {
        if (service is not { ValueKind: JsonValueKind.Object } target)
        {
            return new ApiServiceAvailability(true, "Local", "Local APIServices are always available");
        }

        var name = new NamespacedName(target.StringOrEmpty("namespace"), target.StringOrEmpty("name"));
        var subject = $"service/{name.Name} in \"{name.Namespace}\"";
        if (cluster.Store.Current.Get(cluster.Resource(WellKnownTypes.Services).Key(name)) is not { } found)
        {
            return new ApiServiceAvailability(false, "ServiceNotFound", $"{subject} is not present");
        }

        var port = target.Integer("port") ?? 443;
        if (!(found.Object.Root.Member("spec") ?? default).Items("ports").Any(entry => entry.Integer("port") == port))
        {
            return new ApiServiceAvailability(false, "ServicePortError", $"{subject} is not listening on port {port}");
        }

        try
        {
            cluster.Endpoints.Resolve(name, (int)port);
            return new ApiServiceAvailability(true, "Passed", "all checks passed");
        }
        catch (ApiException)
        {
            return new ApiServiceAvailability(false, "EndpointsNotFound", $"cannot find endpoints for {subject}");
        }
    }
}

/// <summary>Whether the server behind an APIService can be asked, as the condition <c>Available</c> says it.</summary>
/// <param name="IsAvailable">Whether it can.</param>
/// <param name="Reason">Why, in one word.</param>
/// <param name="Message">Why, for a person.</param>
internal sealed record ApiServiceAvailability(bool IsAvailable, string Reason, string Message);
