using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>core/v1 ContainerPort.</summary>
internal static class ContainerPortValidation
{
    public static void Validate(JsonObject container, string path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var port in container.Each("ports"))
        {
            var at = $"{path}.ports[{index++}]";
            ValidateName(port, at, names, errors);
            var number = FieldErrors.Number(port, "containerPort") ?? 0;
            if (number == 0)
            {
                errors.Required($"{at}.containerPort");
            }
            else
            {
                ValidateNumber(number, $"{at}.containerPort", errors);
            }

            if (FieldErrors.Number(port, "hostPort") is { } host and not 0)
            {
                ValidateNumber(host, $"{at}.hostPort", errors);
            }

            errors.OneOf(port, "protocol", at, "SCTP", "TCP", "UDP");
        }
    }

    /// <summary>Ports of the node that are taken more than once, by a protocol and an address.</summary>
    public static void ValidateHostPorts(JsonObject container, HashSet<string> taken, string path, FieldErrors errors)
    {
        var index = 0;
        foreach (var port in container.Each("ports"))
        {
            var at = $"{path}.ports[{index++}].hostPort";
            if (FieldErrors.Number(port, "hostPort") is { } host and not 0 && $"{port.TextOf("protocol")}/{port.TextOf("hostIP")}/{host}" is var place && !taken.Add(place))
            {
                errors.Duplicate(at, place);
            }
        }
    }

    private static void ValidateName(JsonObject port, string path, HashSet<string> names, FieldErrors errors)
    {
        if (port.TextOf("name") is not { Length: > 0 } name)
        {
            return;
        }

        var faults = Names.Port(name);
        errors.Invalid($"{path}.name", name, faults);
        if (faults.Count == 0 && !names.Add(name))
        {
            errors.Duplicate($"{path}.name", name);
        }
    }

    private static void ValidateNumber(long number, string path, FieldErrors errors)
    {
        if (number is < 1 or > 65535)
        {
            errors.Invalid(path, number, "must be between 1 and 65535, inclusive");
        }
    }
}
