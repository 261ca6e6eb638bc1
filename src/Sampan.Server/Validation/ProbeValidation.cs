using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>The probes and lifecycle handlers of a container.</summary>
internal static class ProbeValidation
{
    private static readonly string[] Handlers = ["exec", "httpGet", "tcpSocket", "grpc", "sleep"];

    public static void Validate(JsonObject container, string path, FieldErrors errors)
    {
        foreach (var hook in (ReadOnlySpan<string>)["postStart", "preStop"])
        {
            if (container.At("lifecycle")?[hook] is JsonObject handler)
            {
                ValidateHandler(handler, $"{path}.lifecycle.{hook}", errors);
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container[name] is not JsonObject probe)
            {
                continue;
            }

            var at = $"{path}.{name}";
            ValidateHandler(probe, at, errors);
            foreach (var number in (ReadOnlySpan<string>)["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"])
            {
                errors.NonNegative(probe, number, at);
            }

            if (name != "readinessProbe" && FieldErrors.Number(probe, "successThreshold") is { } threshold && threshold != 1)
            {
                errors.Invalid($"{at}.successThreshold", threshold, "must be 1");
            }
        }
    }

    private static void ValidateHandler(JsonObject handler, string path, FieldErrors errors)
    {
        var given = 0;
        foreach (var name in Handlers)
        {
            if (handler[name] is not JsonObject action)
            {
                continue;
            }

            if (given++ > 0)
            {
                errors.Forbidden($"{path}.{name}", "may not specify more than 1 handler type");
                continue;
            }

            ValidateAction(name, action, $"{path}.{name}", errors);
        }

        if (given == 0)
        {
            errors.Required(path, "must specify a handler type");
        }
    }

    private static void ValidateAction(string name, JsonObject action, string path, FieldErrors errors)
    {
        switch (name)
        {
            case "exec" when action["command"] is not JsonArray { Count: > 0 }:
                errors.Required($"{path}.command");
                break;
            case "httpGet":
                if (action.TextOf("path").Length == 0)
                {
                    errors.Required($"{path}.path");
                }

                ValidatePort(action["port"], $"{path}.port", errors);
                errors.OneOf(action, "scheme", path, "HTTP", "HTTPS");
                break;
            case "tcpSocket" or "grpc":
                ValidatePort(action["port"], $"{path}.port", errors);
                break;
        }
    }

    private static void ValidatePort(JsonNode? port, string path, FieldErrors errors)
    {
        if (port is JsonValue value && value.TryGetValue<string>(out var name))
        {
            errors.Invalid(path, name, Names.Port(name));
        }
        else if (!long.TryParse(port?.ToJsonString(), out var number) || number is < 1 or > 65535)
        {
            errors.Invalid(path, port, "must be between 1 and 65535, inclusive");
        }
    }
}
