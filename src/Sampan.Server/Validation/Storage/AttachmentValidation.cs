using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Storage;

/// <summary>storage.k8s.io/v1 VolumeAttachment and CSINode.</summary>
internal static class AttachmentValidation
{
    private const int MaxNodeId = 256;

    public static void ValidateAttachment(JsonObject attachment, FieldErrors errors)
    {
        var spec = attachment.At("spec") ?? [];
        var attacher = spec.TextOf("attacher");
        if (attacher.Length == 0)
        {
            errors.Required("spec.attacher");
        }

        var source = spec.At("source") ?? [];
        var (inline, volume) = (source["inlineVolumeSpec"] is JsonObject, source.TextOf("persistentVolumeName"));
        if (!inline && source["persistentVolumeName"] is null)
        {
            errors.Required("spec.source", "must specify exactly one of inlineVolumeSpec and persistentVolumeName");
        }
        else if (inline && source["persistentVolumeName"] is not null)
        {
            errors.Forbidden("spec.source", "must specify exactly one of inlineVolumeSpec and persistentVolumeName");
        }
        else if (!inline && volume.Length == 0)
        {
            errors.Required("spec.source.persistentVolumeName", "must specify non empty persistentVolumeName");
        }

        errors.Invalid("spec.nodeName", spec.TextOf("nodeName"), Names.Subdomain(spec.TextOf("nodeName")));
        if (attacher.Length > 0)
        {
            DriverName.Validate(attacher, "spec.attacher", errors);
        }

        if (volume.Length > 0)
        {
            errors.Invalid("spec.source.persistentVolumeName", volume, Names.Subdomain(volume));
        }
    }

    public static void ValidateNode(JsonObject node, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var driver in node.At("spec").Each("drivers"))
        {
            var at = $"spec.drivers[{index++}]";
            DriverName.Validate(driver.TextOf("name"), $"{at}.name", errors);
            if (driver.TextOf("nodeID").Length == 0)
            {
                errors.Required($"{at}.nodeID");
            }
            else if (driver.TextOf("nodeID").Length > MaxNodeId)
            {
                errors.Invalid($"{at}.nodeID", driver["nodeID"], $"must be {MaxNodeId} characters or less");
            }

            if (FieldErrors.Number(driver.At("allocatable"), "count") is { } count and < 0)
            {
                errors.Invalid($"{at}.allocatable.count", count, "must be greater than or equal to 0");
            }

            if (driver.TextOf("name") is { Length: > 0 } name && !names.Add(name))
            {
                errors.Duplicate($"{at}.name", name);
            }

            ValidateKeys(driver, at, errors);
        }
    }

    private static void ValidateKeys(JsonObject driver, string path, FieldErrors errors)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in driver["topologyKeys"] as JsonArray ?? [])
        {
            var key = node?.ToString() ?? "";
            if (key.Length == 0)
            {
                errors.Required(path);
            }

            if (!known.Add(key))
            {
                errors.Duplicate(path, key);
            }

            errors.Invalid(path, key, LabelSyntax.KeyErrors(key));
        }
    }
}
