using System.Net;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Warnings;

/// <summary>Services and Ingresses (kubernetes/pkg/api/service/warnings.go).</summary>
internal static class ServiceWarnings
{
    private const string TopologyAnnotation = "service.kubernetes.io/topology-aware-hints";

    public static void Of(JsonObject service, JsonObject? before, List<string> warnings)
    {
        var spec = service.At("spec") ?? [];
        if (service.At("metadata", "annotations")?[TopologyAnnotation] is not null)
        {
            warnings.Add($"annotation {TopologyAnnotation} is deprecated, please use service.kubernetes.io/topology-mode instead");
        }

        if (IsHeadless(spec))
        {
            if (spec.TextOf("loadBalancerIP").Length > 0)
            {
                warnings.Add("spec.loadBalancerIP is ignored for headless services");
            }

            if (spec["externalIPs"] is JsonArray { Count: > 0 })
            {
                warnings.Add("spec.externalIPs is ignored when spec.clusterIP is \"None\"");
            }

            if (spec.TextOf("sessionAffinity") is not ("" or "None"))
            {
                warnings.Add("spec.SessionAffinity is ignored for headless services");
            }
        }
        else if (spec["externalIPs"] is JsonArray { Count: > 0 } external && !JsonNode.DeepEquals(external, before.At("spec")?["externalIPs"]))
        {
            warnings.Add("spec.externalIPs is deprecated and may no longer be implemented in some clusters");
        }

        OfAddresses(spec, before.At("spec"), warnings);
        if (spec.TextOf("trafficDistribution") == "PreferClose")
        {
            warnings.Add("spec.trafficDistribution: \"PreferClose\" is deprecated; use \"PreferSameZone\"");
        }
    }

    public static void OfIngress(JsonObject ingress, JsonObject? before, List<string> warnings)
    {
        if (ingress.At("metadata", "annotations")?["kubernetes.io/ingress.class"] is not null && before is null)
        {
            warnings.Add("annotation \"kubernetes.io/ingress.class\" is deprecated, please use 'spec.ingressClassName' instead");
        }
    }

    private static bool IsHeadless(JsonObject spec) => spec.TextOf("clusterIP") == "None" && spec.TextOf("type") != "ExternalName";

    // Forms of addresses that other software reads differently.
    private static void OfAddresses(JsonObject spec, JsonObject? before, List<string> warnings)
    {
        foreach (var list in (ReadOnlySpan<string>)["clusterIPs", "externalIPs"])
        {
            var index = 0;
            foreach (var entry in JsonNode.DeepEquals(spec[list], before?[list]) ? [] : spec[list] as JsonArray ?? [])
            {
                OfAddress(entry?.ToString() ?? "", $"spec.{list}[{index++}]", warnings);
            }
        }

        if (spec.TextOf("loadBalancerIP") is { Length: > 0 } balancer && balancer != before.TextOf("loadBalancerIP"))
        {
            OfAddress(balancer, "spec.loadBalancerIP", warnings);
        }
    }

    private static void OfAddress(string text, string path, List<string> warnings)
    {
        if (text.Split('.').Any(part => part.Length > 1 && part[0] == '0' && part.All(char.IsAsciiDigit)))
        {
            warnings.Add($"{path}: non-standard IP address \"{text}\" will be considered invalid in a future Kubernetes release: use \"{string.Join('.', text.Split('.').Select(part => part.TrimStart('0') is { Length: > 0 } digits ? digits : "0"))}\"");
        }
        else if (text.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(text, out var address) && address.ToString() != text)
        {
            warnings.Add($"{path}: IPv6 address \"{text}\" should be in RFC 5952 canonical format (\"{address}\")");
        }
    }
}
