using System.Globalization;
using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Aggregation;

/// <summary>What must be there before a server behind an APIService is worth asking (kube-aggregator's availability controller).</summary>
internal static class ServicePreconditions
{
    private static readonly ResourceType EndpointSlices = new("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", Namespaced: true);

    /// <summary>What is missing, or null if nothing is.</summary>
    public static ApiServiceAvailability? Missing(ServedCluster cluster, AggregatedService aggregated)
    {
        var name = aggregated.Service;
        var subject = $"service/{name.Name} in \"{name.Namespace}\"";
        if (cluster.Store.Current.Get(cluster.Resource(WellKnownTypes.Services).Key(name)) is not { } found)
        {
            return new ApiServiceAvailability(false, "ServiceNotFound", $"{subject} is not present");
        }

        var spec = found.Object.Root.Member("spec") ?? default;
        if (spec.StringOrEmpty("type") != "ClusterIP")
        {
            return null;
        }

        var port = spec.Items("ports").FirstOrDefault(entry => entry.Integer("port") == aggregated.Port);
        if (port.ValueKind == JsonValueKind.Undefined)
        {
            return new ApiServiceAvailability(false, "ServicePortError", string.Create(CultureInfo.InvariantCulture, $"{subject} is not listening on port {aggregated.Port}"));
        }

        var slices = Slices(cluster, name);
        var portName = port.StringOrEmpty("name");
        return slices.Count == 0 ? new ApiServiceAvailability(false, "EndpointsNotFound", $"cannot find endpointslices for {subject}")
            : !slices.Exists(slice => HasAddress(slice.Root, portName)) ? new ApiServiceAvailability(false, "MissingEndpoints", $"endpointslices for {subject} have no addresses with port name \"{portName}\"")
            : null;
    }

    private static List<KubernetesObject> Slices(ServedCluster cluster, NamespacedName service)
    {
        var slices = cluster.Resource(EndpointSlices);
        return [.. cluster.Store.Current.List(slices.Collection, slices.Prefix(service.Namespace))
            .Select(found => found.Object)
            .Where(slice => slice.Metadata.Labels.GetValueOrDefault("kubernetes.io/service-name") == service.Name)];
    }

    private static bool HasAddress(JsonElement slice, string portName) =>
        slice.Items("endpoints").Any(endpoint => endpoint.Member("conditions", "ready")?.ValueKind != JsonValueKind.False)
        && slice.Items("ports").Any(port => port.StringOrEmpty("name") == portName && port.Integer("port") is not null);
}
