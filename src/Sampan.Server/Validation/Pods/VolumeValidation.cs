using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>The volumes of a pod spec: one source each, and what every source keeps.</summary>
internal static class VolumeValidation
{
    private const string OneType = "may not specify more than 1 volume type";

    // In the order in which Kubernetes looks, with the names that its messages have where they are not the field's.
    private static readonly (string Source, string Shown)[] Sources =
    [
        ("emptyDir", "emptyDir"), ("hostPath", "hostPath"), ("gitRepo", "gitRepo"), ("gcePersistentDisk", "gcePersistentDisk"),
        ("awsElasticBlockStore", "awsElasticBlockStore"), ("secret", "secret"), ("nfs", "nfs"), ("iscsi", "iscsi"), ("glusterfs", "glusterfs"),
        ("flocker", "flocker"), ("persistentVolumeClaim", "persistentVolumeClaim"), ("rbd", "rbd"), ("cinder", "cinder"), ("cephfs", "cephFS"),
        ("quobyte", "quobyte"), ("downwardAPI", "downwarAPI"), ("fc", "fc"), ("flexVolume", "flexVolume"), ("configMap", "configMap"),
        ("azureFile", "azureFile"), ("vsphereVolume", "vsphereVolume"), ("photonPersistentDisk", "photonPersistentDisk"),
        ("portworxVolume", "portworxVolume"), ("azureDisk", "azureDisk"), ("storageos", "storageos"), ("projected", "projected"),
        ("scaleIO", "scaleIO"), ("csi", "csi"), ("ephemeral", "ephemeral"), ("image", "image"),
    ];

    /// <summary>Validates the volumes, and answers those without faults by their names.</summary>
    public static Dictionary<string, JsonObject> Validate(JsonObject spec, string podName, string path, FieldErrors errors)
    {
        Dictionary<string, JsonObject> sound = new(StringComparer.Ordinal);
        var made = spec.Each("volumes").Where(volume => podName.Length > 0 && volume["ephemeral"] is JsonObject).Select(volume => $"{podName}-{volume.TextOf("name")}").ToHashSet(StringComparer.Ordinal);
        var index = 0;
        foreach (var volume in spec.Each("volumes"))
        {
            var at = $"{path}.volumes[{index++}]";
            var before = errors.Causes.Count;
            ValidateSources(volume, podName, at, errors);
            var name = volume.TextOf("name");
            if (name.Length == 0)
            {
                errors.Required($"{at}.name");
            }
            else
            {
                errors.Invalid($"{at}.name", name, Names.Label(name));
            }

            if (sound.ContainsKey(name))
            {
                errors.Duplicate($"{at}.name", name);
            }

            if (errors.Causes.Count == before)
            {
                sound[name] = volume;
            }

            if (volume.At("persistentVolumeClaim").TextOf("claimName") is { Length: > 0 } claim && made.Contains(claim))
            {
                errors.Invalid($"{at}.persistentVolumeClaim.claimName", claim, "must not reference a PVC that gets created for an ephemeral volume");
            }
        }

        return sound;
    }

    private static void ValidateSources(JsonObject volume, string podName, string path, FieldErrors errors)
    {
        var given = 0;
        foreach (var (name, shown) in Sources)
        {
            if (volume[name] is not JsonObject source)
            {
                continue;
            }

            if (given++ > 0)
            {
                errors.Forbidden($"{path}.{shown}", OneType);
                continue;
            }

            ValidateSource(name, source, volume.TextOf("name"), podName, path, errors);
        }

        if (given == 0)
        {
            errors.Required(path, "must specify a volume type");
        }
    }

    private static void ValidateSource(string name, JsonObject source, string volume, string podName, string path, FieldErrors errors)
    {
        var at = $"{path}.{name}";
        switch (name)
        {
            case "emptyDir":
                if (Quantity.TryParse(source.TextOf("sizeLimit"), out var limit) && limit.Sign < 0)
                {
                    errors.Forbidden($"{at}.sizeLimit", "SizeLimit field must be a valid resource quantity");
                }

                break;
            case "hostPath":
                ValidateHostPath(source, at, errors);
                break;
            case "secret":
                ProjectionValidation.ValidateFiles(source, "secretName", at, errors);
                break;
            case "configMap":
                ProjectionValidation.ValidateFiles(source, "name", at, errors);
                break;
            case "downwardAPI":
                ProjectionValidation.ValidateDownward(source, at, errors);
                break;
            case "projected":
                ProjectionValidation.Validate(source, at, errors);
                break;
            case "csi":
                ValidateDriver(source, at, errors);
                break;
            case "ephemeral":
                ValidateEphemeral(source, volume, podName, path, errors);
                break;
            case "image":
                if (podName.Length > 0 && source.TextOf("reference").Length == 0)
                {
                    errors.Required($"{at}.reference");
                }

                errors.OneOf(source, "pullPolicy", at, "Always", "IfNotPresent", "Never");
                break;
            default:
                StorageSystemValidation.Validate(name, source, volume, path, errors);
                break;
        }
    }

    /// <summary>A path of the node's.</summary>
    public static void ValidateHostPath(JsonObject source, string path, FieldErrors errors)
    {
        var place = source.TextOf("path");
        if (place.Length == 0)
        {
            errors.Required($"{path}.path");
            return;
        }

        LocalPath.ValidateNoBacksteps(place, $"{path}.path", errors);
        errors.OneOf(source, "type", path, "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket");
    }

    private static void ValidateDriver(JsonObject source, string path, FieldErrors errors)
    {
        var driver = source.TextOf("driver");
        if (driver.Length == 0)
        {
            errors.Required($"{path}.driver");
        }
        else if (driver.Length > 63)
        {
            errors.TooLong($"{path}.driver", 63);
        }

        if (driver.Length > 0)
        {
            errors.Invalid($"{path}.driver", driver, Names.Subdomain(driver.ToLowerInvariant()));
        }

        if (source["nodePublishSecretRef"] is not JsonObject secret)
        {
            return;
        }

        // The blank is Kubernetes' own.
        if (secret.TextOf("name").Length == 0)
        {
            errors.Required($"{path}.nodePublishSecretRef .name");
        }
        else
        {
            errors.Invalid($"{path}.name", secret.TextOf("name"), Names.Subdomain(secret.TextOf("name")));
        }
    }

    private static void ValidateEphemeral(JsonObject source, string volume, string podName, string path, FieldErrors errors)
    {
        var at = $"{path}.ephemeral.volumeClaimTemplate";
        if (source["volumeClaimTemplate"] is not JsonObject template)
        {
            errors.Required(at);
        }
        else
        {
            ValidateTemplateMetadata(template.At("metadata") ?? [], $"{at}.metadata", errors);
            ClaimValidation.ValidateSpec(template.At("spec") ?? [], $"{at}.spec", errors);
        }

        if (podName.Length > 0 && volume.Length > 0 && $"{podName}-{volume}" is var claim)
        {
            errors.Invalid($"{path}.name", volume, Names.Subdomain(claim).Select(fault => $"PVC name \"{claim}\": {fault}"));
        }
    }

    private static void ValidateTemplateMetadata(JsonObject metadata, string path, FieldErrors errors)
    {
        MetadataValidation.ValidateAnnotations(metadata["annotations"] as JsonObject, $"{path}.annotations", errors);
        MetadataValidation.ValidateLabels(metadata["labels"] as JsonObject, $"{path}.labels", errors);
        foreach (var (field, _) in metadata.Where(static member => member is { Value: not null, Key: not ("annotations" or "labels") }))
        {
            errors.Forbidden($"{path}.{field}", "cannot be set");
        }
    }
}
