using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>The environment variables of a container.</summary>
internal static class EnvironmentValidation
{
    private static readonly string[] FieldPaths =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    public static void Validate(JsonObject container, string path, FieldErrors errors)
    {
        var index = 0;
        foreach (var variable in container.Each("env"))
        {
            var at = $"{path}.env[{index++}]";
            var name = variable.TextOf("name");
            if (name.Length == 0)
            {
                errors.Required($"{at}.name");
            }
            else if (name.Any(character => character is '=' or < ' ' or > '~'))
            {
                errors.Invalid($"{at}.name", name, "a valid environment variable name must consist only of printable ASCII characters other than '='");
            }

            if (variable["valueFrom"] is JsonObject source)
            {
                ValidateSource(variable, source, $"{at}.valueFrom", errors);
            }
        }

        foreach (var source in container.Each("envFrom"))
        {
            if (source["configMapRef"] is null && source["secretRef"] is null)
            {
                errors.Invalid($"{path}.envFrom", "", "must specify one of: `configMapRef` or `secretRef`");
            }
        }
    }

    private static void ValidateSource(JsonObject variable, JsonObject source, string path, FieldErrors errors)
    {
        if (source["fieldRef"] is JsonObject field)
        {
            var fieldPath = field.TextOf("fieldPath");
            if (fieldPath.Length == 0)
            {
                errors.Required($"{path}.fieldRef.fieldPath");
            }
            else if (!FieldPaths.Contains(fieldPath) && !fieldPath.StartsWith("metadata.labels", StringComparison.Ordinal) && !fieldPath.StartsWith("metadata.annotations", StringComparison.Ordinal))
            {
                errors.Invalid($"{path}.fieldRef.fieldPath", fieldPath, $"error converting fieldPath: field label not supported: {fieldPath}");
            }
        }

        foreach (var reference in (ReadOnlySpan<string>)["configMapKeyRef", "secretKeyRef"])
        {
            if (source[reference] is JsonObject key)
            {
                ValidateKey(key, $"{path}.{reference}", errors);
            }
        }

        if (variable.TextOf("value").Length > 0)
        {
            errors.Invalid(path, "", "may not be specified when `value` is not empty");
        }
        else if (source.Count != 1)
        {
            errors.Invalid(path, "", source.Count == 0 ? "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`" : "may not have more than one field specified at a time");
        }
    }

    private static void ValidateKey(JsonObject reference, string path, FieldErrors errors)
    {
        var key = reference.TextOf("key");
        if (key.Length == 0)
        {
            errors.Required($"{path}.key");
        }
        else
        {
            errors.Invalid($"{path}.key", key, Names.ConfigKey(key));
        }
    }
}
