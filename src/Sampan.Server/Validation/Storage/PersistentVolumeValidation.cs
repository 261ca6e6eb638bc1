using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Pods;

namespace Sampan.Server.Validation.Storage;

/// <summary>core/v1 PersistentVolume.</summary>
internal static class PersistentVolumeValidation
{
    private const string Path = "spec";

    // In the order in which they are looked for.
    private static readonly string[] Sources =
    [
        "hostPath", "gcePersistentDisk", "awsElasticBlockStore", "glusterfs", "flocker", "nfs", "rbd", "quobyte", "cephfs", "iscsi", "cinder", "fc", "flexVolume",
        "azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk", "scaleIO", "local", "storageos", "csi",
    ];

    public static void Validate(JsonObject volume, FieldErrors errors)
    {
        var spec = volume.At(Path) ?? [];
        if (spec["accessModes"] is not JsonArray { Count: > 0 })
        {
            errors.Required("spec.accessModes");
        }

        ClaimValidation.ValidateModes(spec, Path, errors);
        ValidateCapacity(spec["capacity"] as JsonObject, errors);
        errors.OneOf(spec, "persistentVolumeReclaimPolicy", Path, "Delete", "Recycle", "Retain");
        ValidateAffinity(spec, errors);
        ValidateSources(spec, volume.At("metadata").TextOf("name"), errors);
        if (spec.At("hostPath").TextOf("path") == "/" && spec.TextOf("persistentVolumeReclaimPolicy") == "Recycle")
        {
            errors.Forbidden("spec.persistentVolumeReclaimPolicy", "may not be 'recycle' for a hostPath mount of '/'");
        }

        ClaimValidation.ValidateClass(spec, "storageClassName", Path, errors);
        errors.OneOf(spec, "volumeMode", Path, "Block", "Filesystem");
        ValidateAttributes(spec, errors);
    }

    private static void ValidateCapacity(JsonObject? capacity, FieldErrors errors)
    {
        const string path = "spec.capacity";
        if (capacity is null or { Count: 0 })
        {
            errors.Required(path);
        }

        if (capacity?.ContainsKey("storage") != true || capacity.Count > 1)
        {
            errors.NotSupported(path, capacity, "storage");
        }

        foreach (var (name, amount) in capacity ?? [])
        {
            if (!Quantity.TryParse(amount?.ToString() ?? "", out var quantity) || quantity.Sign > 0)
            {
                continue;
            }

            if (quantity.Sign < 0)
            {
                errors.Invalid($"{path}[{name}]", (long)(quantity.MilliValue / 1000), "must be a valid resource quantity");
            }

            errors.Invalid($"{path}[{name}]", amount, "must be greater than zero");
        }
    }

    private static void ValidateAffinity(JsonObject spec, FieldErrors errors)
    {
        if (spec["nodeAffinity"] is not JsonObject affinity)
        {
            return;
        }

        if (affinity["required"] is JsonObject required)
        {
            AffinityValidation.ValidateSelector(required, "spec.nodeAffinity.required", checksValues: true, errors);
        }
        else
        {
            errors.Required("spec.nodeAffinity.required", "must specify required node constraints");
        }
    }

    private static void ValidateSources(JsonObject spec, string name, FieldErrors errors)
    {
        var present = Sources.Where(source => spec[source] is JsonObject).ToList();
        if (present.Count == 0)
        {
            errors.Required(Path, "must specify a volume type");
        }

        foreach (var source in present)
        {
            if (source == present[0])
            {
                ValidateSource(source, spec, name, errors);
            }
            else
            {
                errors.Forbidden($"{Path}.{(source == "cephfs" ? "cephFS" : source)}", "may not specify more than 1 volume type");
            }
        }
    }

    private static void ValidateSource(string kind, JsonObject spec, string name, FieldErrors errors)
    {
        var (source, at) = (spec.At(kind)!, $"{Path}.{kind}");
        switch (kind)
        {
            case "hostPath":
                VolumeValidation.ValidateHostPath(source, at, errors);
                break;
            case "local":
                ValidateLocal(source, spec, errors);
                break;
            case "csi":
                ValidateDriver(source, at, errors);
                break;
            default:
                StorageSystemValidation.Validate(kind, source, name, Path, errors);
                break;
        }
    }

    private static void ValidateLocal(JsonObject source, JsonObject spec, FieldErrors errors)
    {
        if (source.TextOf("path").Length == 0)
        {
            errors.Required("spec.local.path");
        }
        else
        {
            LocalPath.ValidateNoBacksteps(source.TextOf("path"), "spec.local.path", errors);
        }

        if (spec.At("nodeAffinity", "required") is null)
        {
            errors.Required("spec.nodeAffinity", "Local volume requires node affinity");
        }
    }

    private static void ValidateDriver(JsonObject source, string path, FieldErrors errors)
    {
        DriverName.Validate(source.TextOf("driver"), $"{path}.driver", errors);
        if (source.TextOf("volumeHandle").Length == 0)
        {
            errors.Required($"{path}.volumeHandle");
        }

        foreach (var name in (ReadOnlySpan<string>)["controllerPublishSecretRef", "controllerExpandSecretRef", "nodePublishSecretRef", "nodeExpandSecretRef"])
        {
            if (source[name] is JsonObject secret)
            {
                ValidateSecret(secret, $"{path}.{name}", errors);
            }
        }
    }

    private static void ValidateSecret(JsonObject secret, string path, FieldErrors errors)
    {
        foreach (var (field, rule) in new (string, Func<string, List<string>>)[] { ("name", Names.Subdomain), ("namespace", Names.Label) })
        {
            if (secret.TextOf(field) is { Length: > 0 } text)
            {
                errors.Invalid($"{path}.{field}", text, rule(text));
            }
            else
            {
                errors.Required($"{path}.{field}");
            }
        }
    }

    private static void ValidateAttributes(JsonObject spec, FieldErrors errors)
    {
        if (spec["volumeAttributesClassName"] is not JsonValue value)
        {
            return;
        }

        if (value.ToString().Length == 0)
        {
            errors.Required("spec.volumeAttributesClassName", "an empty string is disallowed");
        }
        else
        {
            ClaimValidation.ValidateClass(spec, "volumeAttributesClassName", Path, errors);
        }

        if (spec["csi"] is not JsonObject)
        {
            errors.Required("spec.csi", "has to be specified when using volumeAttributesClassName");
        }
    }
}
