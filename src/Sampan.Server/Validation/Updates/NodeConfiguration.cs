using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Updates;

/// <summary>core/v1 Node: where its agent's configuration comes from, which nothing follows any more.</summary>
internal static class NodeConfiguration
{
    public static void Validate(JsonObject node, FieldErrors errors)
    {
        if (node.At("spec", "configSource") is { } wanted)
        {
            ValidateSource(wanted, "spec.configSource", isWanted: true, errors);
        }

        foreach (var name in (ReadOnlySpan<string>)["assigned", "active", "lastKnownGood"])
        {
            if (node.At("status", "config", name) is { } used)
            {
                ValidateSource(used, $"status.config.{name}", isWanted: false, errors);
            }
        }
    }

    private static void ValidateSource(JsonObject source, string path, bool isWanted, FieldErrors errors)
    {
        if (source.At("configMap") is not { } map)
        {
            errors.InvalidAsShown(path, InternalForm.NodeConfigSource.Show(source), "exactly one reference subfield must be non-nil");
            return;
        }

        foreach (var name in (ReadOnlySpan<string>)["uid", "resourceVersion"])
        {
            if (isWanted && map.TextOf(name).Length > 0)
            {
                errors.Forbidden($"{path}.configMap.{name}", $"{name} must not be set in spec");
            }
            else if (!isWanted && map.TextOf(name).Length == 0)
            {
                errors.Required($"{path}.configMap.{name}");
            }
        }

        ValidateName(map, "namespace", Names.Label, path, errors);
        ValidateName(map, "name", Names.Subdomain, path, errors);
        ValidateName(map, "kubeletConfigKey", Names.ConfigKey, path, errors);
    }

    private static void ValidateName(JsonObject map, string name, Func<string, List<string>> rule, string path, FieldErrors errors)
    {
        if (map.TextOf(name) is { Length: > 0 } text)
        {
            errors.Invalid($"{path}.configMap.{name}", text, rule(text));
        }
        else
        {
            errors.Required($"{path}.configMap.{name}");
        }
    }
}
