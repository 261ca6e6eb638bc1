using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>core/v1 Service.</summary>
internal static class ServiceRow
{
    private const int BalancerWidth = 16;

    public static IReadOnlyList<JsonNode?> Of(JsonElement root, DateTimeOffset now)
    {
        var spec = root.Spec();
        return [
            root.Name(),
            spec.StringOrEmpty("type"),
            InternalAddress(spec),
            ExternalAddress(root, spec),
            RowReading.OrNone(string.Join(',', Ports(spec))),
            HumanDuration.Age(root, now),
            RowReading.Labels(spec, "selector"),
        ];
    }

    /// <summary>The addresses of a load balancer, cut to the width of the column.</summary>
    public static string BalancerAddresses(JsonElement? balancer)
    {
        var addresses = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var ingress in (balancer ?? default).Items("ingress"))
        {
            addresses.Add(ingress.String("ip") ?? ingress.StringOrEmpty("hostname"));
        }

        var text = string.Join(',', addresses.Where(address => address.Length > 0));
        return text.Length > BalancerWidth ? text[..(BalancerWidth - 3)] + "..." : text;
    }

    private static string InternalAddress(JsonElement spec)
    {
        foreach (var address in spec.Items("clusterIPs"))
        {
            return RowReading.OrNone(address.ToString());
        }

        return RowReading.OrNone(spec.String("clusterIP"));
    }

    private static string ExternalAddress(JsonElement root, JsonElement spec)
    {
        var external = string.Join(',', spec.Strings("externalIPs"));
        switch (spec.StringOrEmpty("type"))
        {
            case "ClusterIP" or "NodePort":
                return RowReading.OrNone(external);
            case "LoadBalancer":
                var balancer = BalancerAddresses(root.Status().Member("loadBalancer"));
                var all = string.Join(',', ((IEnumerable<string>)[balancer, external]).Where(text => text.Length > 0));
                return all.Length == 0 ? "<pending>" : all;
            case "ExternalName":
                return spec.StringOrEmpty("externalName");
            default:
                return HumanDuration.Unknown;
        }
    }

    private static IEnumerable<string> Ports(JsonElement spec)
    {
        foreach (var port in spec.Items("ports"))
        {
            var node = WorkloadRows.Number(port, "nodePort");
            var number = WorkloadRows.Number(port, "port");
            yield return node > 0 ? $"{number}:{node}/{port.StringOrEmpty("protocol")}" : $"{number}/{port.StringOrEmpty("protocol")}";
        }
    }
}
