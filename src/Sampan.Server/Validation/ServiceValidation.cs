using System.Net;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 Service.</summary>
internal static class ServiceValidation
{
    public static void Validate(JsonObject service, FieldErrors errors)
    {
        const string path = "spec";
        var spec = service.At("spec") ?? [];
        var type = spec.TextOf("type");
        if (spec["ports"] is not JsonArray { Count: > 0 } && type != "ExternalName" && spec.TextOf("clusterIP") != "None")
        {
            errors.Required("spec.ports");
        }

        if (type == "ExternalName")
        {
            ValidateExternalName(spec, errors);
        }

        if (type == "LoadBalancer" && spec.TextOf("clusterIP") == "None")
        {
            errors.Invalid("spec.clusterIPs[0]", "None", "may not be set to 'None' for LoadBalancer services");
        }

        ValidatePorts(spec, errors);
        MetadataValidation.ValidateLabels(spec["selector"] as JsonObject, "spec.selector", errors);
        errors.OneOf(spec, "sessionAffinity", path, "ClientIP", "None");
        errors.OneOf(spec, "type", path, "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        ValidateExternalAddresses(spec, errors);
        errors.OneOf(spec, "externalTrafficPolicy", path, "Cluster", "Local");
        errors.OneOf(spec, "internalTrafficPolicy", path, "Cluster", "Local");
    }

    private static void ValidateExternalName(JsonObject spec, FieldErrors errors)
    {
        var name = spec.TextOf("externalName").TrimEnd('.');
        if (name.Length == 0)
        {
            errors.Required("spec.externalName");
            return;
        }

        errors.Invalid("spec.externalName", spec.TextOf("externalName"), Names.Subdomain(name));
    }

    private static void ValidatePorts(JsonObject spec, FieldErrors errors)
    {
        var ports = spec.Each("ports").ToList();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            var port = ports[i];
            var at = $"spec.ports[{i}]";
            ValidateName(port, at, ports.Count > 1, names, errors);
            var number = FieldErrors.Number(port, "port") ?? 0;
            if (number is < 1 or > 65535)
            {
                errors.Invalid($"{at}.port", number, "must be between 1 and 65535, inclusive");
            }

            errors.OneOf(port, "protocol", at, "SCTP", "TCP", "UDP");
            ValidateTarget(port["targetPort"], $"{at}.targetPort", errors);
            if (!numbers.Add($"{port.TextOf("protocol")}:{number}"))
            {
                var duplicate = new JsonObject { ["protocol"] = port.TextOf("protocol"), ["port"] = number };
                errors.Duplicate(at, duplicate);
            }
        }
    }

    private static void ValidateName(JsonObject port, string path, bool required, HashSet<string> names, FieldErrors errors)
    {
        var name = port.TextOf("name");
        if (name.Length == 0)
        {
            if (required)
            {
                errors.Required($"{path}.name");
            }

            return;
        }

        errors.Invalid($"{path}.name", name, Names.Label(name));
        if (!names.Add(name))
        {
            errors.Duplicate($"{path}.name", name);
        }
    }

    private static void ValidateTarget(JsonNode? target, string path, FieldErrors errors)
    {
        if (target is JsonValue value && value.TryGetValue<string>(out var name))
        {
            errors.Invalid(path, name, Names.Port(name));
        }
        else if (target is not null && (!long.TryParse(target.ToJsonString(), out var number) || number is < 1 or > 65535))
        {
            errors.Invalid(path, target, "must be between 1 and 65535, inclusive");
        }
    }

    private static void ValidateExternalAddresses(JsonObject spec, FieldErrors errors)
    {
        var index = 0;
        foreach (var address in spec["externalIPs"] as JsonArray ?? [])
        {
            if (!IPAddress.TryParse(address?.ToString(), out _))
            {
                errors.Invalid($"spec.externalIPs[{index}]", address, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
            }

            index++;
        }
    }
}
