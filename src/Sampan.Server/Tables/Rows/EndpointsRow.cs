using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>core/v1 Endpoints and discovery.k8s.io/v1 EndpointSlice.</summary>
internal static class EndpointsRow
{
    private const int MaxShown = 3;

    public static IReadOnlyList<JsonNode?> Of(JsonElement root, DateTimeOffset now)
    {
        List<string> endpoints = [];
        foreach (var subset in root.Items("subsets"))
        {
            foreach (var port in subset.Items("ports"))
            {
                foreach (var address in subset.Items("addresses"))
                {
                    var ip = address.StringOrEmpty("ip");
                    endpoints.Add($"{(ip.Contains(':', StringComparison.Ordinal) ? $"[{ip}]" : ip)}:{port.Text("port")}");
                }
            }

            if (subset.Count("ports") == 0)
            {
                foreach (var address in subset.Items("addresses"))
                {
                    endpoints.Add(address.StringOrEmpty("ip"));
                }
            }
        }

        return [root.Name(), Shorten(endpoints, RowReading.None), HumanDuration.Age(root, now)];
    }

    public static IReadOnlyList<JsonNode?> OfSlice(JsonElement root, DateTimeOffset now)
    {
        List<string> ports = [];
        foreach (var port in root.Items("ports"))
        {
            ports.Add(port.Integer("port") is { } number and not 0 ? number.ToString(CultureInfo.InvariantCulture) : "*");
        }

        List<string> addresses = [];
        foreach (var endpoint in root.Items("endpoints"))
        {
            addresses.AddRange(endpoint.Strings("addresses"));
        }

        return [
            root.Name(),
            root.StringOrEmpty("addressType"),
            Shorten(ports, "<unset>"),
            Shorten(addresses, "<unset>"),
            HumanDuration.Age(root, now),
        ];
    }

    private static string Shorten(List<string> texts, string empty)
    {
        if (texts.Count == 0)
        {
            return empty;
        }

        var shown = string.Join(',', texts.Take(MaxShown));
        return texts.Count > MaxShown ? $"{shown} + {texts.Count - MaxShown} more..." : shown;
    }
}
