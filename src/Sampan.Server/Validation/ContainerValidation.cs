using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 Container and its ports, mounts and security context.</summary>
internal static class ContainerValidation
{
    public static void ValidateAll(JsonObject spec, string list, string path, HashSet<string> names, HashSet<string> volumes, FieldErrors errors)
    {
        if (list == "containers" && spec[list] is not JsonArray { Count: > 0 })
        {
            errors.Required($"{path}.{list}");
        }

        var index = 0;
        var hostPorts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in spec.Each(list))
        {
            var at = $"{path}.{list}[{index++}]";
            ValidateName(container, at, names, errors);
            Validate(container, at, volumes, hostPorts, errors);
            if (list == "initContainers" && container.TextOf("restartPolicy") != "Always")
            {
                foreach (var probe in (ReadOnlySpan<string>)["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"])
                {
                    if (container[probe] is JsonObject)
                    {
                        errors.Forbidden($"{at}.{probe}", "may not be set for init containers without restartPolicy=Always");
                    }
                }
            }
            else
            {
                ProbeValidation.Validate(container, at, errors);
            }
        }
    }

    private static void ValidateName(JsonObject container, string path, HashSet<string> names, FieldErrors errors)
    {
        var name = container.TextOf("name");
        if (name.Length == 0)
        {
            errors.Required($"{path}.name");
            return;
        }

        errors.Invalid($"{path}.name", name, Names.Label(name));
        if (!names.Add(name))
        {
            errors.Duplicate($"{path}.name", name);
        }
    }

    private static void Validate(JsonObject container, string path, HashSet<string> volumes, HashSet<string> hostPorts, FieldErrors errors)
    {
        var image = container.TextOf("image");
        if (image.Length == 0)
        {
            errors.Required($"{path}.image");
        }
        else if (image.Trim() != image)
        {
            errors.Invalid($"{path}.image", image, "must not have leading or trailing whitespace");
        }

        errors.OneOf(container, "terminationMessagePolicy", path, "File", "FallbackToLogsOnError");
        ValidatePorts(container, path, hostPorts, errors);
        EnvironmentValidation.Validate(container, path, errors);
        ValidateMounts(container, path, volumes, errors);
        errors.OneOf(container, "imagePullPolicy", path, "Always", "IfNotPresent", "Never");
        ResourceValidation.Validate(container["resources"] as JsonObject, $"{path}.resources", errors);
        ValidateSecurityContext(container["securityContext"] as JsonObject, $"{path}.securityContext", errors);
    }

    private static void ValidatePorts(JsonObject container, string path, HashSet<string> hostPorts, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var port in container.Each("ports"))
        {
            var at = $"{path}.ports[{index++}]";
            if (port.TextOf("name") is { Length: > 0 } name)
            {
                errors.Invalid($"{at}.name", name, Names.Port(name));
                if (!names.Add(name))
                {
                    errors.Duplicate($"{at}.name", name);
                }
            }

            var number = FieldErrors.Number(port, "containerPort") ?? 0;
            if (number == 0)
            {
                errors.Required($"{at}.containerPort");
            }
            else if (number is < 1 or > 65535)
            {
                errors.Invalid($"{at}.containerPort", number, "must be between 1 and 65535, inclusive");
            }

            if (FieldErrors.Number(port, "hostPort") is { } host and not 0)
            {
                if (host is < 1 or > 65535)
                {
                    errors.Invalid($"{at}.hostPort", host, "must be between 1 and 65535, inclusive");
                }
                else if (!hostPorts.Add($"{port.TextOf("protocol")}/{port.TextOf("hostIP")}/{host}"))
                {
                    errors.Duplicate($"{at}.hostPort", $"{port.TextOf("protocol")}/{port.TextOf("hostIP")}/{host}");
                }
            }

            errors.OneOf(port, "protocol", at, "SCTP", "TCP", "UDP");
        }
    }

    private static void ValidateMounts(JsonObject container, string path, HashSet<string> volumes, FieldErrors errors)
    {
        var places = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var mount in container.Each("volumeMounts"))
        {
            var at = $"{path}.volumeMounts[{index++}]";
            var name = mount.TextOf("name");
            if (name.Length == 0)
            {
                errors.Required($"{at}.name");
            }

            var place = mount.TextOf("mountPath");
            if (place.Length == 0)
            {
                errors.Required($"{at}.mountPath");
            }

            if (!volumes.Contains(name))
            {
                errors.NotFound($"{at}.name", name);
            }

            if (!places.Add(place))
            {
                errors.Invalid($"{at}.mountPath", place, "must be unique");
            }
        }
    }

    private static void ValidateSecurityContext(JsonObject? context, string path, FieldErrors errors)
    {
        if (context is null)
        {
            return;
        }

        if (context.IsTrue("privileged") && !errors.AllowsPrivileged)
        {
            errors.Forbidden($"{path}.privileged", "disallowed by cluster policy");
        }

        PodValidation.ValidateId(context, "runAsUser", path, errors);
        PodValidation.ValidateId(context, "runAsGroup", path, errors);
        PodValidation.ValidateSeccomp(context["seccompProfile"] as JsonObject, $"{path}.seccompProfile", errors);
        errors.OneOf(context, "procMount", path, "Default", "Unmasked");
        if (context["allowPrivilegeEscalation"]?.ToString() == "false" && context.IsTrue("privileged"))
        {
            errors.Invalid(path, context, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }
    }
}
