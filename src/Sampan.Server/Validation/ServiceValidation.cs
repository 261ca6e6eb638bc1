using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 Service (ValidateService). Its ports and its addresses have files of their own.</summary>
internal static class ServiceValidation
{
    private const string Ranges = "spec.LoadBalancerSourceRanges";
    private const string RangesAnnotation = "service.beta.kubernetes.io/load-balancer-source-ranges";
    private const string HintsAnnotation = "service.kubernetes.io/topology-aware-hints";
    private const string ModeAnnotation = "service.kubernetes.io/topology-mode";
    private const string BalancerOnly = "may only be used when `type` is 'LoadBalancer'";
    private const int LongestSession = 86400;

    public static void Validate(JsonObject service, FieldErrors errors)
    {
        const string path = "spec";
        var spec = service.At("spec") ?? [];
        ValidateTopology(service.At("metadata", "annotations"), errors);
        ValidateType(spec, errors);
        ServicePortValidation.Validate(spec, errors);
        MetadataValidation.ValidateLabels(spec["selector"] as JsonObject, "spec.selector", errors);
        errors.OneOf(spec, "sessionAffinity", path, "ClientIP", "None");
        ValidateSession(spec, errors);
        ServiceAddressValidation.Validate(spec, errors);
        ServiceAddressValidation.ValidateExternal(spec, errors);
        errors.OneOf(spec, "type", path, "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        ServicePortValidation.ValidateNumbers(spec, errors);
        ValidateRanges(service, spec, errors);
        ValidateBalancer(spec, errors);
        ValidateTraffic(spec, errors);
    }

    /// <summary>Whether a service has pods but no address of its own.</summary>
    public static bool IsHeadless(JsonObject? spec) => spec?["clusterIPs"] is JsonArray { Count: > 0 } addresses
        ? addresses.Count == 1 && addresses[0]?.ToString() == "None"
        : spec.TextOf("clusterIP") == "None";

    /// <summary>The class of a load balancer, which nothing else has.</summary>
    public static void ValidateClass(JsonObject spec, FieldErrors errors)
    {
        if (spec["loadBalancerClass"] is not JsonValue value)
        {
            return;
        }

        const string path = "spec.loadBalancerClass";
        if (IsBalancer(spec))
        {
            errors.Invalid(path, value, LabelSyntax.KeyErrors(value.ToString()));
        }
        else
        {
            errors.Forbidden(path, BalancerOnly);
        }
    }

    /// <summary>Whether a service asks for a load balancer.</summary>
    public static bool IsBalancer(JsonObject spec) => spec.TextOf("type") == "LoadBalancer";

    private static void ValidateTopology(JsonObject? annotations, FieldErrors errors)
    {
        if (annotations?[ModeAnnotation] is { } mode && annotations[HintsAnnotation] is { } hints && mode.ToString() != hints.ToString())
        {
            errors.Invalid($"metadata.annotations[{ModeAnnotation}]", mode, $"must match annotations[{HintsAnnotation}] when both are specified");
        }
    }

    private static void ValidateType(JsonObject spec, FieldErrors errors)
    {
        var type = spec.TextOf("type");
        if (spec["ports"] is not JsonArray { Count: > 0 } && type != "ExternalName" && !IsHeadless(spec))
        {
            errors.Required("spec.ports");
        }

        if (type is "LoadBalancer" or "NodePort" && IsHeadless(spec))
        {
            errors.Invalid("spec.clusterIPs[0]", "None", $"may not be set to 'None' for {type} services");
        }

        if (type == "ExternalName")
        {
            ValidateExternalName(spec, errors);
        }
    }

    private static void ValidateExternalName(JsonObject spec, FieldErrors errors)
    {
        const string none = "may not be set for ExternalName services";
        foreach (var list in (ReadOnlySpan<string>)["clusterIPs", "ipFamilies"])
        {
            if (spec[list] is JsonArray { Count: > 0 })
            {
                errors.Forbidden($"spec.{list}", none);
            }
        }

        if (spec["ipFamilyPolicy"] is not null)
        {
            errors.Forbidden("spec.ipFamilyPolicy", none);
        }

        var name = spec.TextOf("externalName");
        var bare = name.EndsWith('.') ? name[..^1] : name;
        if (bare.Length == 0)
        {
            errors.Required("spec.externalName");
            return;
        }

        errors.Invalid("spec.externalName", bare, Names.Subdomain(bare));
    }

    private static void ValidateSession(JsonObject spec, FieldErrors errors)
    {
        const string path = "spec.sessionAffinityConfig";
        var affinity = spec.TextOf("sessionAffinity");
        if (affinity == "None" && spec["sessionAffinityConfig"] is not null)
        {
            errors.Forbidden(path, "must not be set when session affinity is None");
        }

        if (affinity != "ClientIP")
        {
            return;
        }

        if (FieldErrors.Number(spec.At("sessionAffinityConfig", "clientIP"), "timeoutSeconds") is { } seconds and (< 1 or > LongestSession))
        {
            errors.Invalid($"{path}.clientIP.timeoutSeconds", seconds, $"must be greater than 0 and less than {LongestSession}");
        }
    }

    private static void ValidateRanges(JsonObject service, JsonObject spec, FieldErrors errors)
    {
        if (spec["loadBalancerSourceRanges"] is JsonArray { Count: > 0 } ranges)
        {
            if (!IsBalancer(spec))
            {
                errors.Forbidden(Ranges, BalancerOnly);
            }

            for (var i = 0; i < ranges.Count; i++)
            {
                ValidateRange(ranges[i]?.ToString().Trim() ?? "", $"{Ranges}[{i}]", errors);
            }
        }
        else if (service.At("metadata", "annotations")?[RangesAnnotation] is { } annotation)
        {
            var path = $"metadata.annotations[{RangesAnnotation}]";
            if (!IsBalancer(spec))
            {
                errors.Forbidden(path, BalancerOnly);
            }

            foreach (var range in annotation.ToString().Trim() is { Length: > 0 } text ? text.Split(',') : [])
            {
                ValidateRange(range.Trim(), path, errors);
            }
        }
    }

    private static void ValidateRange(string range, string path, FieldErrors errors)
    {
        AddressValidation.ValidateLegacyRange(range, path, FieldErrors.Texts(errors.Before.At("spec"), "loadBalancerSourceRanges"), errors);
    }

    private static void ValidateBalancer(JsonObject spec, FieldErrors errors)
    {
        if (spec["allocateLoadBalancerNodePorts"] is not null && !IsBalancer(spec))
        {
            errors.Forbidden("spec.allocateLoadBalancerNodePorts", BalancerOnly);
        }

        ValidateClass(spec, errors);
    }

    private static void ValidateTraffic(JsonObject spec, FieldErrors errors)
    {
        const string path = "spec";
        var type = spec.TextOf("type");
        var isExternal = type is "LoadBalancer" or "NodePort" || (type == "ClusterIP" && spec["externalIPs"] is JsonArray { Count: > 0 });
        if (isExternal)
        {
            errors.OneOf(spec, "externalTrafficPolicy", path, "Cluster", "Local");
        }
        else if (spec.TextOf("externalTrafficPolicy") is { Length: > 0 } policy)
        {
            errors.Invalid("spec.externalTrafficPolicy", policy, "may only be set for externally-accessible services");
        }

        var port = FieldErrors.Number(spec, "healthCheckNodePort") ?? 0;
        if (!NeedsHealthCheck(spec) && port != 0)
        {
            errors.Invalid("spec.healthCheckNodePort", port, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
        }
        else if (NeedsHealthCheck(spec) && port is < 0 or > 65535)
        {
            errors.Invalid("spec.healthCheckNodePort", port, ServicePortValidation.OutOfRange);
        }

        errors.OneOf(spec, "internalTrafficPolicy", path, "Cluster", "Local");
        errors.OneOf(spec, "trafficDistribution", path, "PreferClose", "PreferSameZone", "PreferSameNode");
    }

    /// <summary>Whether a load balancer asks each node if it has a pod of the service.</summary>
    public static bool NeedsHealthCheck(JsonObject spec) => IsBalancer(spec) && spec.TextOf("externalTrafficPolicy") == "Local";
}
