using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>The environment variables of a container.</summary>
internal static class EnvironmentValidation
{
    private static readonly string[] Sources = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"];

    private static readonly string[] WholeSources = ["configMapRef", "secretRef"];

    private static readonly string[] FieldPaths =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    public static void Validate(JsonObject container, PodScope scope, string path)
    {
        var errors = scope.Errors;
        var index = 0;
        foreach (var variable in container.Each("env"))
        {
            var at = $"{path}.env[{index++}]";
            var name = variable.TextOf("name");
            if (name.Length == 0)
            {
                errors.Required($"{at}.name");
            }
            else
            {
                errors.Invalid($"{at}.name", name, Names.Variable(name));
            }

            if (variable["valueFrom"] is JsonObject source)
            {
                ValidateSource(variable, source, scope, $"{at}.valueFrom");
            }
        }

        index = 0;
        foreach (var source in container.Each("envFrom"))
        {
            ValidateFrom(source, $"{path}.envFrom", index++, errors);
        }
    }

    private static void ValidateFrom(JsonObject source, string path, int index, FieldErrors errors)
    {
        if (source.TextOf("prefix") is { Length: > 0 } prefix)
        {
            errors.Invalid($"{path}[{index}].prefix", prefix, Names.Variable(prefix));
        }

        var given = WholeSources.Where(name => source[name] is JsonObject).ToList();
        foreach (var reference in given)
        {
            var (name, at) = (source.At(reference).TextOf("name"), $"{path}[{index}].{reference}.name");
            if (name.Length == 0)
            {
                errors.Required(at);
            }
            else
            {
                errors.Invalid(at, name, Names.Subdomain(name.EndsWith('-') ? name[..^1] + "a" : name));
            }
        }

        if (given.Count == 0)
        {
            errors.Invalid(path, "", "must specify one of: `configMapRef` or `secretRef`");
        }
        else if (given.Count > 1)
        {
            errors.Invalid(path, "", "may not have more than one field specified at a time");
        }
    }

    private static void ValidateSource(JsonObject variable, JsonObject source, PodScope scope, string path)
    {
        var errors = scope.Errors;
        if (source["fieldRef"] is JsonObject field)
        {
            DownwardValidation.ValidateField(field, $"{path}.fieldRef", errors, FieldPaths);
        }

        if (source["resourceFieldRef"] is JsonObject resource)
        {
            DownwardValidation.ValidateResource(resource, $"{path}.resourceFieldRef", needsContainer: false, errors);
        }

        foreach (var reference in (ReadOnlySpan<string>)["configMapKeyRef", "secretKeyRef"])
        {
            if (source[reference] is JsonObject key)
            {
                ValidateKey(key, $"{path}.{reference}", errors);
            }
        }

        if (source["fileKeyRef"] is JsonObject file)
        {
            ValidateFileKey(file, scope, $"{path}.fileKeyRef");
        }

        var given = Sources.Count(name => source[name] is JsonObject);
        if (given == 0)
        {
            errors.Invalid(path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
        }
        else if (variable.TextOf("value").Length > 0)
        {
            errors.Invalid(path, "", "may not be specified when `value` is not empty");
        }
        else if (given > 1)
        {
            errors.Invalid(path, "", "may not have more than one field specified at a time");
        }
    }

    private static void ValidateKey(JsonObject reference, string path, FieldErrors errors)
    {
        var (name, key) = (reference.TextOf("name"), reference.TextOf("key"));
        errors.Invalid($"{path}.name", name, Names.Subdomain(name));
        if (key.Length == 0)
        {
            errors.Required($"{path}.key");
        }
        else
        {
            errors.Invalid($"{path}.key", key, Names.ConfigKey(key));
        }
    }

    private static void ValidateFileKey(JsonObject reference, PodScope scope, string path)
    {
        var (key, volume, file) = (reference.TextOf("key"), reference.TextOf("volumeName"), reference.TextOf("path"));
        if (key.Length == 0)
        {
            scope.Errors.Required($"{path}.key");
        }
        else
        {
            scope.Errors.Invalid($"{path}.key", key, Names.Variable(key));
        }

        if (volume.Length == 0)
        {
            scope.Errors.Required($"{path}.volumeName");
        }
        else if (!scope.Volumes.ContainsKey(volume))
        {
            scope.Errors.NotFound($"{path}.volumeName", volume);
        }

        if (file.Length == 0)
        {
            scope.Errors.Required($"{path}.path");
        }
        else
        {
            LocalPath.ValidateNotReserved(file, $"{path}.path", scope.Errors);
        }
    }
}
