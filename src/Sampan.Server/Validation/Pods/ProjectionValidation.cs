using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>Volumes whose files are the server's objects: secrets, config maps, what a pod is told of itself, and several of them in one.</summary>
internal static class ProjectionValidation
{
    private const string Mode = "must be a number between 0 and 0777 (octal), both inclusive";
    private const string Conflict = "conflicting duplicate paths";
    private const long ShortestToken = 10 * 60;
    private const long LongestToken = 1L << 32;

    private static readonly string[] FieldPaths = ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];
    private static readonly string[] Sources = ["secret", "configMap", "downwardAPI", "serviceAccountToken", "clusterTrustBundle", "podCertificate"];

    /// <summary>A secret or a config map as a volume of its own, whose name is in <paramref name="nameField"/>.</summary>
    public static void ValidateFiles(JsonObject source, string nameField, string path, FieldErrors errors)
    {
        if (source.TextOf(nameField).Length == 0)
        {
            errors.Required($"{path}.{nameField}");
        }

        ValidateMode(source, "defaultMode", path, errors);
        var index = 0;
        foreach (var item in source.Each("items"))
        {
            ValidateItem(item, $"{path}.items[{index++}]", errors);
        }
    }

    public static void ValidateDownward(JsonObject source, string path, FieldErrors errors)
    {
        ValidateMode(source, "defaultMode", path, errors);
        foreach (var file in source.Each("items"))
        {
            // Without an index, as in Kubernetes.
            ValidateDownwardFile(file, path, errors);
        }
    }

    public static void Validate(JsonObject volume, string path, FieldErrors errors)
    {
        ValidateMode(volume, "defaultMode", path, errors);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var source in volume.Each("sources"))
        {
            var at = $"{path}.sources[{index++}]";
            foreach (var kind in (ReadOnlySpan<string>)["secret", "configMap"])
            {
                ValidateObject(source[kind] as JsonObject, paths, path, $"{at}.{kind}", errors);
            }

            foreach (var file in source.At("downwardAPI").Each("items"))
            {
                ValidateDownwardFile(file, $"{at}.downwardAPI", errors);
                Claim(file.TextOf("path"), file.TextOf("path"), paths, path, errors);
            }

            ValidateToken(source["serviceAccountToken"] as JsonObject, path, $"{at}.serviceAccountToken", errors);
            ValidateBundle(source["clusterTrustBundle"] as JsonObject, paths, path, $"{at}.clusterTrustBundle", errors);
            if (Sources.Count(kind => source[kind] is JsonObject) > 1)
            {
                errors.Forbidden(at, "may not specify more than 1 volume type per source");
            }
        }
    }

    private static void ValidateObject(JsonObject? source, HashSet<string> paths, string volume, string path, FieldErrors errors)
    {
        if (source is null)
        {
            return;
        }

        var name = source.TextOf("name");
        if (name.Length == 0)
        {
            errors.Required($"{path}.name");
        }

        var index = 0;
        foreach (var item in source.Each("items"))
        {
            ValidateItem(item, $"{path}.items[{index++}]", errors);
            Claim(item.TextOf("path"), name, paths, volume, errors);
        }
    }

    private static void ValidateToken(JsonObject? token, string volume, string path, FieldErrors errors)
    {
        if (token is null)
        {
            return;
        }

        var seconds = FieldErrors.Number(token, "expirationSeconds") ?? 0;
        if (seconds < ShortestToken)
        {
            errors.Invalid($"{path}.expirationSeconds", seconds, "may not specify a duration less than 10 minutes");
        }

        if (seconds > LongestToken)
        {
            errors.Invalid($"{path}.expirationSeconds", seconds, "may not specify a duration larger than 2^32 seconds");
        }

        var file = token.TextOf("path");
        if (file.Length == 0)
        {
            errors.Required($"{volume}.path");
        }
        else
        {
            LocalPath.ValidateNotReserved(file, $"{volume}.path", errors);
        }
    }

    private static void ValidateBundle(JsonObject? bundle, HashSet<string> paths, string volume, string path, FieldErrors errors)
    {
        if (bundle is null)
        {
            return;
        }

        var (byName, bySigner) = (bundle["name"] is not null, bundle["signerName"] is not null);
        if (byName && bySigner)
        {
            errors.Invalid(path, bundle, "only one of name and signerName may be used");
        }
        else if (byName)
        {
            if (bundle.TextOf("name").Length == 0)
            {
                errors.Required($"{path}.name", "must be a valid object name");
            }

            if (bundle["labelSelector"] is JsonObject selector)
            {
                errors.Invalid($"{path}.labelSelector", selector, "labelSelector must be unset if name is specified");
            }
        }
        else if (bySigner)
        {
            if (bundle.TextOf("signerName").Length == 0)
            {
                errors.Required($"{path}.signerName", "must be a valid signer name");
            }

            SelectorValidation.Validate(bundle["labelSelector"] as JsonObject, $"{path}.labelSelector", errors);
        }
        else
        {
            errors.Required(path, "either name or signerName must be specified");
        }

        var file = bundle.TextOf("path");
        if (file.Length == 0)
        {
            errors.Required($"{path}.path");
        }

        LocalPath.ValidateNotReserved(file, $"{path}.path", errors);
        if (!paths.Add(file))
        {
            errors.Invalid(volume, file, Conflict);
        }
    }

    private static void ValidateItem(JsonObject item, string path, FieldErrors errors)
    {
        if (item.TextOf("key").Length == 0)
        {
            errors.Required($"{path}.key");
        }

        ValidateFilePath(item, path, errors);
        ValidateMode(item, "mode", path, errors);
    }

    private static void ValidateDownwardFile(JsonObject file, string path, FieldErrors errors)
    {
        ValidateFilePath(file, path, errors);
        if (file["fieldRef"] is JsonObject field)
        {
            DownwardValidation.ValidateField(field, $"{path}.fieldRef", errors, FieldPaths);
            if (file["resourceFieldRef"] is JsonObject)
            {
                errors.Invalid(path, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
            }
        }
        else if (file["resourceFieldRef"] is JsonObject resource)
        {
            DownwardValidation.ValidateResource(resource, $"{path}.resourceFieldRef", needsContainer: true, errors);
        }
        else
        {
            errors.Required(path, "one of fieldRef and resourceFieldRef is required");
        }

        ValidateMode(file, "mode", path, errors);
    }

    private static void ValidateFilePath(JsonObject file, string path, FieldErrors errors)
    {
        var place = file.TextOf("path");
        if (place.Length == 0)
        {
            errors.Required($"{path}.path");
        }

        LocalPath.ValidateNotReserved(place, $"{path}.path", errors);
    }

    private static void Claim(string file, string shown, HashSet<string> paths, string volume, FieldErrors errors)
    {
        if (file.Length > 0 && !paths.Add(file))
        {
            errors.Invalid(volume, shown, Conflict);
        }
    }

    private static void ValidateMode(JsonObject owner, string name, string path, FieldErrors errors)
    {
        if (FieldErrors.Number(owner, name) is { } mode and (< 0 or > 511))
        {
            errors.Invalid($"{path}.{name}", mode, Mode);
        }
    }
}
