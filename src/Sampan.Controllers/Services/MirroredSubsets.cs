using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Services;

/// <summary>The subsets of an Endpoints object as endpoints of EndpointSlices.</summary>
internal static class MirroredSubsets
{
    /// <summary>How many addresses of a subset are mirrored.</summary>
    public const int MostAddresses = 1000;

    /// <summary>Plans the endpoints of all subsets; tells how many addresses are none, and how many are too many.</summary>
    public static (int Invalid, int TooMany) AddTo(EndpointSlicePlan plan, KubernetesObject endpoints)
    {
        int invalid = 0, tooMany = 0;
        foreach (var subset in endpoints.Root.Items("subsets"))
        {
            var added = 0;
            foreach (var (address, isReady) in subset.Items("addresses").Select(address => (address, true)).Concat(subset.Items("notReadyAddresses").Select(address => (address, false))))
            {
                if (added >= MostAddresses)
                {
                    tooMany++;
                }
                else if (IPAddress.TryParse(address.StringOrEmpty("ip"), out var ip))
                {
                    plan.Add(ip.AddressFamily == AddressFamily.InterNetworkV6 && !ip.IsIPv4MappedToIPv6 ? "IPv6" : "IPv4", Ports(subset), Endpoint(address, ip, isReady));
                    added++;
                }
                else
                {
                    invalid++;
                }
            }
        }

        return (invalid, tooMany);
    }

    private static JsonArray Ports(JsonElement subset)
    {
        var ports = new JsonArray();
        foreach (var stored in subset.Items("ports"))
        {
            var port = Drafts.Of(stored);
            port["name"] ??= "";
            ports.Add((JsonNode)port);
        }

        return ports;
    }

    private static JsonObject Endpoint(JsonElement address, IPAddress ip, bool isReady)
    {
        var endpoint = new JsonObject
        {
            ["addresses"] = new JsonArray((JsonNode)(ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip).ToString()),
            ["conditions"] = new JsonObject { ["ready"] = isReady },
        };
        foreach (var field in (ReadOnlySpan<string>)["hostname", "nodeName"])
        {
            if (address.String(field) is { Length: > 0 } text)
            {
                endpoint[field] = text;
            }
        }

        if (address.Member("targetRef") is { } target)
        {
            endpoint["targetRef"] = Drafts.Of(target);
        }

        return endpoint;
    }
}
