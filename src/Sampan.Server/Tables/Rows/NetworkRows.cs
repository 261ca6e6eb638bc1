using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>networking.k8s.io/v1.</summary>
internal static class NetworkRows
{
    private const int MaxHosts = 3;

    public static IReadOnlyList<JsonNode?> Ingress(JsonElement root, DateTimeOffset now)
    {
        var spec = root.Spec();
        var annotations = (root.Member("metadata") ?? default).StringMap("annotations");
        var className = spec.String("ingressClassName") ?? annotations.GetValueOrDefault("kubernetes.io/ingress.class");
        return [
            root.Name(),
            className ?? RowReading.None,
            Hosts(spec),
            ServiceRow.BalancerAddresses(root.Status().Member("loadBalancer")),
            spec.Count("tls") > 0 ? "80, 443" : "80",
            HumanDuration.Age(root, now),
        ];
    }

    public static IReadOnlyList<JsonNode?> IngressClass(JsonElement root, DateTimeOffset now)
    {
        var parameters = RowReading.None;
        if (root.Spec().Member("parameters") is { } reference)
        {
            var group = reference.StringOrEmpty("apiGroup");
            parameters = $"{reference.StringOrEmpty("kind")}{(group.Length == 0 ? "" : "." + group)}/{reference.StringOrEmpty("name")}";
        }

        return [root.Name(), root.Spec().StringOrEmpty("controller"), parameters, HumanDuration.Age(root, now)];
    }

    public static IReadOnlyList<JsonNode?> NetworkPolicy(JsonElement root, DateTimeOffset now) =>
        [root.Name(), RowReading.Selector(root.Spec().Member("podSelector")), HumanDuration.Age(root, now)];

    public static IReadOnlyList<JsonNode?> ServiceCidr(JsonElement root, DateTimeOffset now) =>
        [root.Name(), string.Join(',', root.Spec().Strings("cidrs")), HumanDuration.Age(root, now)];

    public static IReadOnlyList<JsonNode?> IpAddress(JsonElement root, DateTimeOffset now)
    {
        var parent = root.Spec().Member("parentRef") ?? default;
        var parts = new[] { parent.StringOrEmpty("group"), parent.StringOrEmpty("resource"), parent.StringOrEmpty("namespace"), parent.StringOrEmpty("name") };
        var resource = parts[0].Length == 0 ? parts[1] : $"{parts[1]}.{parts[0]}";
        return [root.Name(), string.Join('/', ((IEnumerable<string>)[resource, parts[2], parts[3]]).Where(part => part.Length > 0))];
    }

    private static string Hosts(JsonElement spec)
    {
        List<string> hosts = [];
        var (rules, more) = (0, false);
        foreach (var rule in spec.Items("rules"))
        {
            rules++;
            more |= hosts.Count == MaxHosts;
            if (!more && rule.String("host") is { Length: > 0 } host)
            {
                hosts.Add(host);
            }
        }

        if (hosts.Count == 0)
        {
            return "*";
        }

        var shown = string.Join(',', hosts);
        return more ? $"{shown} + {rules - MaxHosts} more..." : shown;
    }
}
