using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>core/v1 EphemeralContainer: for looking into a pod, so that nothing may depend on it.</summary>
internal static class EphemeralContainerValidation
{
    private const string NotAllowed = "cannot be set for an Ephemeral Container";

    // In the order of the fields in Kubernetes' type.
    private static readonly string[] Forbidden =
        ["ports", "resources", "resizePolicy", "restartPolicy", "restartPolicyRules", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle"];

    public static void Validate(PodScope scope, string path)
    {
        var others = scope.Spec.Each("containers").Concat(scope.Spec.Each("initContainers")).Select(container => container.TextOf("name")).ToHashSet(StringComparer.Ordinal);
        var all = new HashSet<string>(others, StringComparer.Ordinal);
        var index = 0;
        foreach (var container in scope.Spec.Each("ephemeralContainers"))
        {
            var at = $"{path}.ephemeralContainers[{index++}]";
            ContainerValidation.ValidateCommon(container, scope, at);
            ContainerValidation.ValidateImageMargins(container, at, scope.Errors);
            var name = container.TextOf("name");
            if (!all.Add(name))
            {
                scope.Errors.Duplicate($"{at}.name", name);
            }

            if (container.TextOf("targetContainerName") is { Length: > 0 } target && !others.Contains(target))
            {
                scope.Errors.NotFound($"{at}.targetContainerName", target);
            }

            foreach (var field in Forbidden.Where(field => container[field] is not (null or JsonObject { Count: 0 } or JsonArray { Count: 0 })))
            {
                scope.Errors.Forbidden($"{at}.{field}", NotAllowed);
            }

            ValidateMounts(container, $"{at}.volumeMounts", scope.Errors);
        }
    }

    private static void ValidateMounts(JsonObject container, string path, FieldErrors errors)
    {
        var index = 0;
        foreach (var mount in container.Each("volumeMounts"))
        {
            foreach (var field in (ReadOnlySpan<string>)["subPath", "subPathExpr"])
            {
                if (mount.TextOf(field).Length > 0)
                {
                    errors.Forbidden($"{path}[{index}].{field}", NotAllowed);
                }
            }

            index++;
        }
    }
}
