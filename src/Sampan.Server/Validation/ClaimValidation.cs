using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 PersistentVolumeClaim and PersistentVolume.</summary>
internal static class ClaimValidation
{
    private static readonly string[] Modes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

    private static readonly string[] NotSources =
        ["accessModes", "capacity", "claimRef", "mountOptions", "nodeAffinity", "persistentVolumeReclaimPolicy", "storageClassName", "volumeAttributesClassName", "volumeMode"];

    public static void ValidateClaim(JsonObject claim, FieldErrors errors) => ValidateSpec(claim.At("spec") ?? [], "spec", errors);

    /// <summary>A claim's spec, also where a pod or a set makes claims of it.</summary>
    public static void ValidateSpec(JsonObject spec, string path, FieldErrors errors)
    {
        if (spec["accessModes"] is not JsonArray { Count: > 0 })
        {
            errors.Required($"{path}.accessModes", "at least 1 access mode is required");
        }

        SelectorValidation.Validate(spec["selector"] as JsonObject, $"{path}.selector", errors);
        ValidateModes(spec, path, errors);
        ValidateStorage(spec.At("resources", "requests"), $"{path}.resources[storage]", errors);
        ValidateClass(spec, "storageClassName", path, errors);
        errors.OneOf(spec, "volumeMode", path, "Block", "Filesystem");
        ValidateDataSources(spec, path, errors);
        ValidateClass(spec, "volumeAttributesClassName", path, errors);
    }

    /// <summary>The members of a volume's spec that say where its data is.</summary>
    public static JsonObject Sources(JsonObject? spec) =>
        new((spec ?? []).Where(member => member.Value is JsonObject && !NotSources.Contains(member.Key)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

    /// <summary>How a volume can be mounted.</summary>
    public static void ValidateModes(JsonObject spec, string path, FieldErrors errors)
    {
        var modes = (spec["accessModes"] as JsonArray ?? []).Select(mode => mode?.ToString() ?? "").ToList();
        foreach (var mode in modes.Where(mode => !Modes.Contains(mode)))
        {
            errors.NotSupported($"{path}.accessModes", mode, Modes);
        }

        if (modes.Contains("ReadWriteOncePod") && modes.Any(mode => mode != "ReadWriteOncePod" && Modes.Contains(mode)))
        {
            errors.Forbidden($"{path}.accessModes", "may not use ReadWriteOncePod with other access modes");
        }
    }

    private static void ValidateStorage(JsonObject? requests, string path, FieldErrors errors)
    {
        var text = requests.TextOf("storage");
        if (text.Length == 0)
        {
            errors.Required(path);
        }
        else if (Quantity.TryParse(text, out var quantity) && quantity.Sign <= 0)
        {
            errors.Invalid(path, text, "must be greater than zero");
        }
    }

    /// <summary>The name of a class, where one is given.</summary>
    public static void ValidateClass(JsonObject spec, string field, string path, FieldErrors errors)
    {
        if (spec.TextOf(field) is { Length: > 0 } name)
        {
            errors.Invalid($"{path}.{field}", name, Names.Subdomain(name));
        }
    }

    /// <summary>Where the data of a new volume comes from: the same in both fields, unless it comes from another namespace.</summary>
    private static void ValidateDataSources(JsonObject spec, string path, FieldErrors errors)
    {
        var (source, reference) = (spec["dataSource"] as JsonObject, spec["dataSourceRef"] as JsonObject);
        ValidateDataSource(source, $"{path}.dataSource", errors);
        ValidateDataSource(reference, $"{path}.dataSourceRef", errors);
        if (source is null || reference is null)
        {
            return;
        }

        if (reference.TextOf("namespace").Length > 0)
        {
            errors.Invalid(path, $"{path}.dataSource", "may not be specified when dataSourceRef.namespace is specified");
        }
        else if (source.TextOf("apiGroup") != reference.TextOf("apiGroup") || source.TextOf("kind") != reference.TextOf("kind") || source.TextOf("name") != reference.TextOf("name"))
        {
            errors.Invalid(path, $"{path}.dataSource", "must match dataSourceRef");
        }
    }

    private static void ValidateDataSource(JsonObject? source, string path, FieldErrors errors)
    {
        if (source is null)
        {
            return;
        }

        foreach (var field in (ReadOnlySpan<string>)["name", "kind"])
        {
            if (source.TextOf(field).Length == 0)
            {
                errors.Required($"{path}.{field}");
            }
        }

        var group = source.TextOf("apiGroup");
        if (group.Length > 0)
        {
            errors.Invalid($"{path}.apiGroup", group, Names.Subdomain(group));
        }
        else if (source.TextOf("kind") != "PersistentVolumeClaim")
        {
            errors.Invalid(path, source.TextOf("kind"), "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
        }
    }
}
