using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>core/v1 Container: what all kinds of containers keep, the regular ones, and those that prepare.</summary>
internal static class ContainerValidation
{
    private static readonly string[] Probes = ["livenessProbe", "readinessProbe", "startupProbe"];

    public static void ValidateContainers(PodScope scope, string path)
    {
        var containers = scope.Spec.Each("containers").ToList();
        if (containers.Count == 0)
        {
            scope.Errors.Required($"{path}.containers");
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < containers.Count; i++)
        {
            var at = $"{path}.containers[{i}]";
            ValidateCommon(containers[i], scope, at);
            if (!names.Add(containers[i].TextOf("name")))
            {
                scope.Errors.Duplicate($"{at}.name", containers[i].TextOf("name"));
            }

            ProbeValidation.Validate(containers[i], scope, at);
            ValidateRestart(containers[i], at, scope.Errors);
        }

        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < containers.Count; i++)
        {
            ContainerPortValidation.ValidateHostPorts(containers[i], taken, $"{path}.containers[{i}]", scope.Errors);
        }
    }

    public static void ValidateInitContainers(PodScope scope, string path)
    {
        var names = scope.Spec.Each("containers").Select(container => container.TextOf("name")).ToHashSet(StringComparer.Ordinal);
        var index = 0;
        foreach (var container in scope.Spec.Each("initContainers"))
        {
            var at = $"{path}.initContainers[{index++}]";
            ValidateCommon(container, scope, at);
            ValidateRestart(container, at, scope.Errors);
            var name = container.TextOf("name");
            if (name.Length > 0 && !names.Add(name))
            {
                scope.Errors.Duplicate($"{at}.name", name);
            }

            // Those that prepare run one after the other, so that only their own ports can be in their way.
            ContainerPortValidation.ValidateHostPorts(container, new HashSet<string>(StringComparer.Ordinal), $"{path}.initContainers[0]", scope.Errors);
            if (container.TextOf("restartPolicy") == "Always")
            {
                ProbeValidation.Validate(container, scope, at);
                continue;
            }

            foreach (var hook in Probes.Prepend("lifecycle").Where(hook => container[hook] is JsonObject))
            {
                scope.Errors.Forbidden($"{at}.{hook}", "may not be set for init containers without restartPolicy=Always");
            }

            ValidateRestartOnResize(container, $"{at}.resizePolicy", scope.Errors);
        }
    }

    // What only prepares is not started again for a resize; pods of former releases may say so nevertheless.
    private static void ValidateRestartOnResize(JsonObject container, string path, FieldErrors errors)
    {
        var name = container.TextOf("name");
        if (errors.Before.At("spec").Each("initContainers").Any(old => old.TextOf("name") == name && JsonNode.DeepEquals(old["resizePolicy"], container["resizePolicy"])))
        {
            return;
        }

        foreach (var (index, _) in container.Each("resizePolicy").Index().Where(policy => policy.Item.TextOf("restartPolicy") == "RestartContainer"))
        {
            errors.Invalid($"{path}[{index}].restartPolicy", "RestartContainer", "must not be set to 'RestartContainer' for non-sidecar initContainers");
        }
    }

    /// <summary>What containers of all kinds keep.</summary>
    public static void ValidateCommon(JsonObject container, PodScope scope, string path)
    {
        var errors = scope.Errors;
        var name = container.TextOf("name");
        if (name.Length == 0)
        {
            errors.Required($"{path}.name");
        }
        else
        {
            errors.Invalid($"{path}.name", name, Names.Label(name));
        }

        if (container.TextOf("image").Length == 0)
        {
            errors.Required($"{path}.image");
        }

        errors.OneOf(container, "terminationMessagePolicy", path, "File", "FallbackToLogsOnError");
        ContainerPortValidation.Validate(container, path, errors);
        EnvironmentValidation.Validate(container, scope, path);
        MountValidation.Validate(container, scope, path);
        errors.OneOf(container, "imagePullPolicy", path, "Always", "IfNotPresent", "Never");
        ResourceValidation.Validate(container["resources"] as JsonObject, scope, $"{path}.resources");
        ValidateResizing(container, scope, $"{path}.resizePolicy");
        SecurityContextValidation.ValidateContainer(container["securityContext"] as JsonObject, scope, $"{path}.securityContext");
    }

    /// <summary>What pods do not take that templates, for the sake of old ones, do.</summary>
    public static void ValidateImageMargins(JsonObject container, string path, FieldErrors errors)
    {
        if (container.TextOf("image") is var image && image.Trim().Length != image.Length)
        {
            errors.Invalid($"{path}.image", image, "must not have leading or trailing whitespace");
        }
    }

    private static void ValidateRestart(JsonObject container, string path, FieldErrors errors)
    {
        errors.OneOf(container, "restartPolicy", path, "Always", "Never", "OnFailure");
        if (container["restartPolicyRules"] is JsonArray { Count: > 0 } && container["restartPolicy"] is null)
        {
            errors.Required($"{path}.restartPolicy", "must specify restartPolicy when restart rules are used");
        }
    }

    private static void ValidateResizing(JsonObject container, PodScope scope, string path)
    {
        var resources = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var policy in container.Each("resizePolicy"))
        {
            var (resource, restart) = (policy.TextOf("resourceName"), policy.TextOf("restartPolicy"));
            if (!resources.Add(resource))
            {
                scope.Errors.Duplicate($"{path}[{index}]", resource);
            }

            index++;
            ValidateChoice(resource, path, scope.Errors, "cpu", "memory");
            ValidateChoice(restart, path, scope.Errors, "NotRequired", "RestartContainer");
            if (scope.Spec.TextOf("restartPolicy") == "Never" && restart != "NotRequired")
            {
                scope.Errors.Invalid(path, restart, "must be 'NotRequired' when `restartPolicy` is 'Never'");
            }
        }
    }

    private static void ValidateChoice(string value, string path, FieldErrors errors, params ReadOnlySpan<string> choices)
    {
        if (value.Length == 0)
        {
            errors.Required(path);
        }
        else if (!choices.Contains(value))
        {
            errors.NotSupported(path, value, choices);
        }
    }
}
