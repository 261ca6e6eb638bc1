using System.Globalization;
using System.Net;
using System.Text.Json;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Webhooks;

/// <summary>
/// Resolves services by their EndpointSlices, as kube-apiserver does where cluster addresses lead nowhere
/// (<c>--enable-aggregator-routing</c>): an embedded cluster has no pod network. A service of type ExternalName is its
/// external name. Pods of simulated nodes do not count: their addresses are made up.
/// </summary>
internal sealed class ServiceEndpoints(ServedCluster cluster) : IServiceResolver
{
    private static readonly ResourceType EndpointSlices = new("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", Namespaced: true);

    /// <inheritdoc/>
    public EndPoint Resolve(NamespacedName service, int port)
    {
        if (cluster.Store.Current.Get(cluster.Resource(WellKnownTypes.Services).Key(service)) is not { } found)
        {
            throw new ApiException(new ApiStatus(404, StatusReasons.NotFound, $"service \"{service.Name}\" not found"));
        }

        var spec = found.Object.Root.Member("spec") ?? default;
        switch (spec.StringOrEmpty("type"))
        {
            case "ExternalName":
                return new DnsEndPoint(spec.StringOrEmpty("externalName"), port);
            case "ClusterIP" or "LoadBalancer" or "NodePort":
                break;
            default:
                throw Unavailable($"unsupported service type \"{spec.StringOrEmpty("type")}\"");
        }

        foreach (var servicePort in spec.Items("ports"))
        {
            if (servicePort.Integer("port") == port)
            {
                return Ready(service, servicePort.StringOrEmpty("name")) ?? throw Unavailable($"no endpoints available for service \"{service.Name}\"");
            }
        }

        throw Unavailable(string.Create(CultureInfo.InvariantCulture, $"no service port {port} found for service \"{service.Name}\""));
    }

    private IPEndPoint? Ready(NamespacedName service, string portName)
    {
        var slices = cluster.Resource(EndpointSlices);
        foreach (var slice in cluster.Store.Current.List(slices.Collection, slices.Prefix(service.Namespace)))
        {
            if (slice.Object.Metadata.Labels.GetValueOrDefault("kubernetes.io/service-name") == service.Name && Ready(slice.Object.Root, portName) is { } ready)
            {
                return ready;
            }
        }

        return null;
    }

    private IPEndPoint? Ready(JsonElement slice, string portName)
    {
        foreach (var port in slice.Items("ports").Where(port => port.StringOrEmpty("name") == portName && port.Integer("port") is not null))
        {
            foreach (var endpoint in slice.Items("endpoints").Where(endpoint => endpoint.Member("conditions", "ready")?.ValueKind != JsonValueKind.False && !IsSimulated(endpoint)))
            {
                if (endpoint.Items("addresses").FirstOrDefault() is { ValueKind: JsonValueKind.String } address && IPAddress.TryParse(address.GetString(), out var ip))
                {
                    return new IPEndPoint(ip, (int)port.Integer("port")!);
                }
            }
        }

        return null;
    }

    private bool IsSimulated(JsonElement endpoint) =>
        endpoint.String("nodeName") is { Length: > 0 } node
        && cluster.Store.Current.Get(cluster.Resource(WellKnownTypes.Nodes).Key(NamespacedName.ClusterScoped(node))) is { } found
        && SimulatedNode.Is(found.Object);

    private static ApiException Unavailable(string why) => new(new ApiStatus(503, StatusReasons.ServiceUnavailable, why));
}
