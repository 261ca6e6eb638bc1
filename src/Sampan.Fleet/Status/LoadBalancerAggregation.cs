using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Status;

/// <summary>Status of Services of type LoadBalancer and of Ingresses: the points of entry of all members, each once, in order.</summary>
internal static class LoadBalancerAggregation
{
    public static JsonObject? OfService(KubernetesObject template, MemberStatuses members) =>
        template.Root.Member("spec", "type") is { ValueKind: JsonValueKind.String } type && type.ValueEquals("LoadBalancer"u8)
            ? Aggregate(members, withMode: true)
            : null;

    public static JsonObject OfIngress(MemberStatuses members) => Aggregate(members, withMode: false);

    private static JsonObject Aggregate(MemberStatuses members, bool withMode)
    {
        var points = members.Reported
            .SelectMany(member => (member.Status.Member("loadBalancer") ?? default).Items("ingress"))
            .GroupBy(ingress => new Point(ingress.StringOrEmpty("hostname"), ingress.StringOrEmpty("ip"), withMode ? ingress.StringOrEmpty("ipMode") : ""))
            .OrderBy(point => point.Key.Hostname.Length == 0)
            .ThenBy(point => point.Key.Hostname, StringComparer.Ordinal)
            .ThenBy(point => point.Key.Ip, StringComparer.Ordinal)
            .ThenBy(point => point.Key.Mode.Length == 0)
            .ThenBy(point => point.Key.Mode, StringComparer.Ordinal)
            .Select(point => Write(point.Key, point.SelectMany(ingress => ingress.Items("ports"))))
            .ToArray<JsonNode>();
        JsonObject loadBalancer = [];
        if (points.Length > 0)
        {
            loadBalancer["ingress"] = new JsonArray(points);
        }

        return new JsonObject { ["loadBalancer"] = loadBalancer };
    }

    private static JsonObject Write(Point point, IEnumerable<JsonElement> ports)
    {
        JsonObject entry = [];
        AddText(entry, "ip", point.Ip);
        AddText(entry, "hostname", point.Hostname);
        AddText(entry, "ipMode", point.Mode);
        var written = ports
            .Select(port => new Port(port.Integer("port") ?? 0, port.StringOrEmpty("protocol"), port.String("error")))
            .Distinct()
            .OrderBy(port => port.Number)
            .ThenBy(port => port.Protocol, StringComparer.Ordinal)
            .ThenBy(port => port.Error, StringComparer.Ordinal)
            .Select(Write)
            .ToArray<JsonNode>();
        if (written.Length > 0)
        {
            entry["ports"] = new JsonArray(written);
        }

        return entry;
    }

    private static JsonObject Write(Port port)
    {
        var entry = new JsonObject { ["port"] = port.Number, ["protocol"] = port.Protocol };
        if (port.Error is not null)
        {
            entry["error"] = port.Error;
        }

        return entry;
    }

    private static void AddText(JsonObject entry, string name, string value)
    {
        if (value.Length > 0)
        {
            entry[name] = value;
        }
    }

    private readonly record struct Point(string Hostname, string Ip, string Mode);

    private readonly record struct Port(long Number, string Protocol, string? Error);
}
