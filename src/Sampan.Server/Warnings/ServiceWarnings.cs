using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation;

namespace Sampan.Server.Warnings;

/// <summary>Services and Ingresses (kubernetes/pkg/api/service/warnings.go).</summary>
internal static class ServiceWarnings
{
    private const string TopologyAnnotation = "service.kubernetes.io/topology-aware-hints";

    public static void Of(JsonObject service, JsonObject? before, List<string> warnings)
    {
        var spec = service.At("spec") ?? [];
        var (isHeadless, isName) = (spec.TextOf("clusterIP") == "None" && spec.TextOf("type") == "ClusterIP", spec.TextOf("type") == "ExternalName");
        var hasExternal = spec["externalIPs"] is JsonArray { Count: > 0 };
        if (service.At("metadata", "annotations")?[TopologyAnnotation] is not null)
        {
            warnings.Add($"annotation {TopologyAnnotation} is deprecated, please use service.kubernetes.io/topology-mode instead");
        }

        if (spec.TextOf("clusterIP") is not ("" or "None"))
        {
            OfAddresses(spec, "clusterIPs", warnings);
        }

        if (isHeadless)
        {
            OfHeadless(spec, hasExternal, warnings);
        }

        OfAddresses(spec, "externalIPs", warnings);
        if (hasExternal && !isHeadless && !isName)
        {
            warnings.Add("spec.externalIPs is deprecated and may no longer be implemented in some clusters");
        }

        AddressWarnings.OfAddress(spec.TextOf("loadBalancerIP"), "spec.loadBalancerIP", warnings);
        var ranges = FieldErrors.Texts(spec, "loadBalancerSourceRanges");
        for (var i = 0; i < ranges.Count; i++)
        {
            AddressWarnings.OfRange(ranges[i].Trim(), $"spec.loadBalancerSourceRanges[{i}]", warnings);
        }

        if (isName && hasExternal)
        {
            warnings.Add("spec.externalIPs is ignored when spec.type is \"ExternalName\"");
        }

        if (!isName && spec.TextOf("externalName").Length > 0)
        {
            warnings.Add("spec.externalName is ignored when spec.type is not \"ExternalName\"");
        }

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

    private static void OfHeadless(JsonObject spec, bool hasExternal, List<string> warnings)
    {
        if (spec.TextOf("loadBalancerIP").Length > 0)
        {
            warnings.Add("spec.loadBalancerIP is ignored for headless services");
        }

        if (hasExternal)
        {
            warnings.Add("spec.externalIPs is ignored for headless services");
        }

        if (spec.TextOf("sessionAffinity") != "None")
        {
            warnings.Add("spec.SessionAffinity is ignored for headless services");
        }
    }

    private static void OfAddresses(JsonObject spec, string list, List<string> warnings)
    {
        var addresses = FieldErrors.Texts(spec, list);
        for (var i = 0; i < addresses.Count; i++)
        {
            AddressWarnings.OfAddress(addresses[i], $"spec.{list}[{i}]", warnings);
        }
    }
}
