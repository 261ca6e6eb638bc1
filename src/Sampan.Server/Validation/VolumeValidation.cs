using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>The volumes of a pod spec.</summary>
internal static class VolumeValidation
{
    /// <summary>Validates the volumes, and answers their names.</summary>
    public static HashSet<string> Validate(JsonObject spec, string path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var volume in spec.Each("volumes"))
        {
            var at = $"{path}.volumes[{index++}]";
            var name = volume.TextOf("name");
            if (name.Length == 0)
            {
                errors.Required($"{at}.name");
            }
            else
            {
                errors.Invalid($"{at}.name", name, Names.Label(name));
                if (!names.Add(name))
                {
                    errors.Duplicate($"{at}.name", name);
                }
            }

            ValidateSources(volume, at, errors);
        }

        return names;
    }

    public static void ValidateSources(JsonObject volume, string path, FieldErrors errors)
    {
        var sources = volume.Where(member => member.Value is JsonObject).Select(member => member.Key).ToList();
        foreach (var source in sources.Skip(1))
        {
            errors.Forbidden($"{path}.{source}", "may not specify more than 1 volume type");
        }

        if (volume["hostPath"] is JsonObject host && host.TextOf("path").Length == 0)
        {
            errors.Required($"{path}.hostPath.path");
        }

        if (volume["secret"] is JsonObject secret && secret.TextOf("secretName").Length == 0)
        {
            errors.Required($"{path}.secret.secretName");
        }

        if (volume["configMap"] is JsonObject map && map.TextOf("name").Length == 0)
        {
            errors.Required($"{path}.configMap.name");
        }

        if (volume["persistentVolumeClaim"] is JsonObject claim && claim.TextOf("claimName").Length == 0)
        {
            errors.Required($"{path}.persistentVolumeClaim.claimName");
        }
    }
}
