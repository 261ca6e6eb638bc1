using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>The lifecycle handlers and probes of a container.</summary>
internal static class ProbeValidation
{
    private static readonly string[] ProbeHandlers = ["exec", "httpGet", "tcpSocket", "grpc"];
    private static readonly string[] LifecycleHandlers = ["exec", "httpGet", "tcpSocket", "sleep"];

    public static void Validate(JsonObject container, PodScope scope, string path)
    {
        foreach (var hook in (ReadOnlySpan<string>)["postStart", "preStop"])
        {
            if (container.At("lifecycle")?[hook] is JsonObject handler)
            {
                ValidateHandler(handler, LifecycleHandlers, scope, $"{path}.lifecycle.{hook}");
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container[name] is JsonObject probe)
            {
                ValidateProbe(probe, name, scope, $"{path}.{name}");
            }
        }
    }

    private static void ValidateProbe(JsonObject probe, string name, PodScope scope, string path)
    {
        var errors = scope.Errors;
        ValidateHandler(probe, ProbeHandlers, scope, path);
        foreach (var number in (ReadOnlySpan<string>)["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"])
        {
            errors.NonNegative(probe, number, path);
        }

        var grace = FieldErrors.Number(probe, "terminationGracePeriodSeconds");
        if (grace <= 0)
        {
            errors.Invalid($"{path}.terminationGracePeriodSeconds", grace, "must be greater than 0");
        }

        if (name == "readinessProbe")
        {
            if (grace is not null)
            {
                errors.Invalid($"{path}.terminationGracePeriodSeconds", grace, "must not be set for readinessProbes");
            }
        }
        else if (FieldErrors.Number(probe, "successThreshold") is { } threshold && threshold != 1)
        {
            errors.Invalid($"{path}.successThreshold", threshold, "must be 1");
        }
    }

    private static void ValidateHandler(JsonObject handler, string[] kinds, PodScope scope, string path)
    {
        var given = 0;
        foreach (var name in kinds)
        {
            if (handler[name] is not JsonObject action)
            {
                continue;
            }

            if (given++ > 0)
            {
                scope.Errors.Forbidden($"{path}.{name}", "may not specify more than 1 handler type");
            }
            else
            {
                ValidateAction(name, action, scope, $"{path}.{name}");
            }
        }

        if (given == 0)
        {
            scope.Errors.Required(path, "must specify a handler type");
        }
    }

    private static void ValidateAction(string name, JsonObject action, PodScope scope, string path)
    {
        switch (name)
        {
            case "exec" when action["command"] is not JsonArray { Count: > 0 }:
                scope.Errors.Required($"{path}.command");
                break;
            case "httpGet":
                ValidateRequest(action, path, scope.Errors);
                break;
            case "tcpSocket" or "grpc":
                ValidatePort(action["port"], $"{path}.port", scope.Errors);
                break;
            case "sleep" when scope.GracePeriod is { } grace && FieldErrors.Number(action, "seconds") is var seconds && (seconds < 0 || seconds > grace):
                scope.Errors.Invalid(path, seconds, string.Create(CultureInfo.InvariantCulture, $"must be non-negative and less than terminationGracePeriodSeconds ({grace})"));
                break;
        }
    }

    private static void ValidateRequest(JsonObject action, string path, FieldErrors errors)
    {
        if (action.TextOf("path").Length == 0)
        {
            errors.Required($"{path}.path");
        }

        ValidatePort(action["port"], $"{path}.port", errors);
        errors.OneOf(action, "scheme", path, "HTTP", "HTTPS");
        foreach (var header in action.Each("httpHeaders").Select(header => header.TextOf("name")))
        {
            errors.Invalid($"{path}.httpHeaders", header, Names.Header(header));
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
            errors.Invalid(path, port ?? 0, "must be between 1 and 65535, inclusive");
        }
    }
}
