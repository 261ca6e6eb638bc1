using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>Volumes on storage systems that Kubernetes knows by name.</summary>
internal static partial class StorageSystemValidation
{
    // Which fields a source must have; a list must have entries.
    private static readonly Dictionary<string, string[]> Required = new(StringComparer.Ordinal)
    {
        ["gitRepo"] = ["repository"],
        ["gcePersistentDisk"] = ["pdName"],
        ["awsElasticBlockStore"] = ["volumeID"],
        ["nfs"] = ["server", "path"],
        ["iscsi"] = ["targetPortal", "iqn"],
        ["glusterfs"] = ["endpoints", "path"],
        ["persistentVolumeClaim"] = ["claimName"],
        ["rbd"] = ["monitors", "image"],
        ["cinder"] = ["volumeID"],
        ["cephfs"] = ["monitors"],
        ["flexVolume"] = ["driver"],
        ["azureFile"] = ["secretName", "shareName"],
        ["vsphereVolume"] = ["volumePath"],
        ["photonPersistentDisk"] = ["pdID"],
        ["portworxVolume"] = ["volumeID"],
        ["azureDisk"] = ["diskName", "diskURI"],
        ["scaleIO"] = ["gateway", "system", "volumeName"],
    };

    public static void Validate(string name, JsonObject source, string volume, string path, FieldErrors errors)
    {
        var at = $"{path}.{(name == "gcePersistentDisk" ? "persistentDisk" : name)}";
        foreach (var field in Required.GetValueOrDefault(name) ?? [])
        {
            if (source[field] is not JsonArray { Count: > 0 } && source.TextOf(field).Length == 0)
            {
                errors.Required($"{at}.{field}");
            }
        }

        switch (name)
        {
            case "gitRepo":
                LocalPath.ValidateDescending(source.TextOf("directory"), $"{at}.directory", errors);
                break;
            case "gcePersistentDisk" or "awsElasticBlockStore":
                ValidateNumber(source, "partition", "must be between 1 and 255, inclusive", at, errors);
                break;
            case "nfs" when !source.TextOf("path").StartsWith('/'):
                errors.Invalid($"{at}.path", source.TextOf("path"), "must be an absolute path");
                break;
            case "iscsi":
                ValidateIscsi(source, volume, path, at, errors);
                break;
            case "flocker":
                ValidateDataset(source, at, errors);
                break;
            case "cinder" when source["secretRef"] is JsonObject secret && secret.TextOf("name").Length == 0:
                errors.Required($"{at}.secretRef.name");
                break;
            case "quobyte":
                ValidateQuobyte(source, at, errors);
                break;
            case "fc":
                ValidateFibreChannel(source, at, errors);
                break;
            case "flexVolume":
                ValidateOptions(source, at, errors);
                break;
            case "azureDisk":
                ValidateDisk(source, at, errors);
                break;
        }
    }

    private static void ValidateIscsi(JsonObject source, string volume, string path, string at, FieldErrors errors)
    {
        if (source.TextOf("iqn") is { Length: > 0 } target)
        {
            ValidateQualifiedName(target, $"{at}.iqn", errors);
        }

        ValidateNumber(source, "lun", "must be between 0 and 255, inclusive", at, errors);
        if ((source.IsTrue("chapAuthDiscovery") || source.IsTrue("chapAuthSession")) && source["secretRef"] is not JsonObject)
        {
            errors.Required($"{at}.secretRef");
        }

        if (source["initiatorName"] is not null)
        {
            ValidateQualifiedName(source.TextOf("initiatorName"), $"{at}.initiatorname", errors);
            if ($"{volume}:{source.TextOf("targetPortal")}".Length > 64)
            {
                errors.Invalid($"{path}.name", volume, "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.");
            }
        }
    }

    private static void ValidateQualifiedName(string name, string path, FieldErrors errors)
    {
        var form = name.Length < 3 ? null : name[..3] switch
        {
            "iqn" => Iqn(),
            "eui" => Eui(),
            "naa" => Naa(),
            _ => null,
        };
        if (form is null)
        {
            errors.Invalid(path, name, "must be valid format starting with iqn, eui, or naa");
        }
        else if (!form.IsMatch(name))
        {
            errors.Invalid(path, name, "must be valid format");
        }
    }

    private static void ValidateDataset(JsonObject source, string path, FieldErrors errors)
    {
        var (name, uuid) = (source.TextOf("datasetName"), source.TextOf("datasetUUID"));
        if (name.Length == 0 && uuid.Length == 0)
        {
            errors.Required(path, "one of datasetName and datasetUUID is required");
        }

        if (name.Length > 0 && uuid.Length > 0)
        {
            errors.Invalid(path, "resource", "datasetName and datasetUUID can not be specified simultaneously");
        }

        if (name.Contains('/', StringComparison.Ordinal))
        {
            errors.Invalid($"{path}.datasetName", name, "must not contain '/'");
        }
    }

    private static void ValidateQuobyte(JsonObject source, string path, FieldErrors errors)
    {
        const string Pairs = "must be a host:port pair or multiple pairs separated by commas";
        var registry = source.TextOf("registry");
        if (registry.Length == 0)
        {
            errors.Required($"{path}.registry", Pairs);
        }
        else if (source.TextOf("tenant").Length >= 65)
        {
            errors.Required($"{path}.tenant", "must be a UUID and may not exceed a length of 64 characters");
        }
        else
        {
            foreach (var _ in registry.Split(',').Where(static pair => pair.Split(':').Length != 2))
            {
                errors.Invalid($"{path}.registry", registry, Pairs);
            }
        }

        if (source.TextOf("volume").Length == 0)
        {
            errors.Required($"{path}.volume");
        }
    }

    private static void ValidateFibreChannel(JsonObject source, string path, FieldErrors errors)
    {
        var (targets, ids) = (source["targetWWNs"] is JsonArray { Count: > 0 }, source["wwids"] is JsonArray { Count: > 0 });
        if (!targets && !ids)
        {
            errors.Required($"{path}.targetWWNs", "must specify either targetWWNs or wwids, but not both");
        }

        if (targets && ids)
        {
            errors.Invalid($"{path}.targetWWNs", source["targetWWNs"], "targetWWNs and wwids can not be specified simultaneously");
        }

        if (!targets)
        {
            return;
        }

        if (source["lun"] is null)
        {
            errors.Required($"{path}.lun", "lun is required if targetWWNs is specified");
        }
        else
        {
            ValidateNumber(source, "lun", "must be between 0 and 255, inclusive", path, errors);
        }
    }

    private static void ValidateOptions(JsonObject source, string path, FieldErrors errors)
    {
        foreach (var (key, _) in source["options"] as JsonObject ?? [])
        {
            var domain = $".{key.Split('/', 2)[0].ToLowerInvariant()}";
            if (domain.EndsWith(".kubernetes.io", StringComparison.Ordinal) || domain.EndsWith(".k8s.io", StringComparison.Ordinal))
            {
                errors.Invalid($"{path}.options[{key}]", key, "kubernetes.io and k8s.io namespaces are reserved");
            }
        }
    }

    private static void ValidateDisk(JsonObject source, string path, FieldErrors errors)
    {
        errors.OneOf(source, "cachingMode", path, "None", "ReadOnly", "ReadWrite");
        errors.OneOf(source, "kind", path, "Dedicated", "Managed", "Shared");
        var address = source.TextOf("diskURI");
        if (source.TextOf("kind") == "Managed" && !address.StartsWith("/subscriptions/", StringComparison.Ordinal))
        {
            errors.NotSupported($"{path}.diskURI", address, "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}");
        }
        else if (source["kind"] is not null && source.TextOf("kind") != "Managed" && !address.StartsWith("https://", StringComparison.Ordinal))
        {
            errors.NotSupported($"{path}.diskURI", address, "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd");
        }
    }

    private static void ValidateNumber(JsonObject source, string name, string fault, string path, FieldErrors errors)
    {
        if (FieldErrors.Number(source, name) is { } number and (< 0 or > 255))
        {
            errors.Invalid($"{path}.{name}", number, fault);
        }
    }

    [GeneratedRegex(@"^iqn\.\d{4}-\d{2}\.([a-z0-9-]+(\.[a-z0-9-]+)+)(:[^,;*&$|\s]+)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Iqn();

    [GeneratedRegex(@"^eui\.[0-9a-f]{16}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Eui();

    [GeneratedRegex(@"^naa\.[0-9a-f]{32}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Naa();
}
