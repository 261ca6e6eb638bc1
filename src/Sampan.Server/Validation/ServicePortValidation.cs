using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>The ports of a core/v1 Service: names and numbers, each once.</summary>
internal static class ServicePortValidation
{
    /// <summary>What is said of a port's number that cannot be.</summary>
    public const string OutOfRange = "must be between 1 and 65535, inclusive";

    public static void Validate(JsonObject spec, FieldErrors errors)
    {
        var ports = spec.Each("ports").ToList();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            var (port, at) = (ports[i], $"spec.ports[{i}]");
            ValidateName(port, at, ports.Count > 1, names, errors);
            if (Number(port, "port") is var number and (< 1 or > 65535))
            {
                errors.Invalid($"{at}.port", number, OutOfRange);
            }

            errors.OneOf(port, "protocol", at, "SCTP", "TCP", "UDP");
            ValidateTarget(port["targetPort"], $"{at}.targetPort", errors);
            if (port["appProtocol"] is JsonValue protocol)
            {
                errors.Invalid($"{at}.appProtocol", protocol, LabelSyntax.KeyErrors(protocol.ToString()));
            }
        }
    }

    /// <summary>Node ports where they can be, and no number of a protocol twice.</summary>
    public static void ValidateNumbers(JsonObject spec, FieldErrors errors)
    {
        var ports = spec.Each("ports").ToList();
        for (var i = 0; spec.TextOf("type") == "ClusterIP" && i < ports.Count; i++)
        {
            if (Number(ports[i], "nodePort") != 0)
            {
                errors.Forbidden($"spec.ports[{i}].nodePort", "may not be used when `type` is 'ClusterIP'");
            }
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            if (Number(ports[i], "nodePort") is not 0 and var node && !seen.Add($"{ports[i].TextOf("protocol")}:{node}"))
            {
                errors.Duplicate($"spec.ports[{i}].nodePort", node);
            }
        }

        seen.Clear();
        for (var i = 0; i < ports.Count; i++)
        {
            if (!seen.Add($"{ports[i].TextOf("protocol")}:{Number(ports[i], "port")}"))
            {
                errors.Duplicate($"spec.ports[{i}]", new JsonObject { ["protocol"] = ports[i].TextOf("protocol"), ["port"] = Number(ports[i], "port") });
            }
        }
    }

    private static long Number(JsonObject port, string name) => FieldErrors.Number(port, name) ?? 0;

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
            errors.Invalid(path, target, OutOfRange);
        }
    }
}
