using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Server.CustomResources;

namespace Sampan.Server.Validation;

/// <summary>Objects inside of custom resources (<c>x-kubernetes-embedded-resource</c>): they say of what kind they are, and their metadata is as valid as any.</summary>
internal static class EmbeddedObjectChecks
{
    /// <summary>Checks the objects that a value holds.</summary>
    /// <param name="value">The value.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="path">Where it is; empty at the root, which is checked elsewhere.</param>
    /// <param name="errors">Gets what is wrong.</param>
    public static void Check(JsonNode? value, StructuralSchema schema, string path, FieldErrors errors)
    {
        switch (value)
        {
            case JsonObject members:
                if (schema.IsEmbeddedResource && path.Length > 0)
                {
                    CheckObject(members, path, errors);
                }

                foreach (var (name, member) in members)
                {
                    if (schema.Properties.TryGetValue(name, out var property))
                    {
                        Check(member, property, path.Length == 0 ? name : $"{path}.{name}", errors);
                    }
                    else if (schema.Values is { } values)
                    {
                        Check(member, values, $"{path}[{name}]", errors);
                    }
                }

                break;
            case JsonArray items when schema.Items is { } element:
                for (var i = 0; i < items.Count; i++)
                {
                    Check(items[i], element, $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", errors);
                }

                break;
        }
    }

    private static void CheckObject(JsonObject members, string path, FieldErrors errors)
    {
        foreach (var name in (ReadOnlySpan<string>)["apiVersion", "kind"])
        {
            if (!members.ContainsKey(name))
            {
                errors.Required($"{path}.{name}");
            }
        }

        if (members.TryGetPropertyValue("apiVersion", out var version))
        {
            CheckText(version, $"{path}.apiVersion", text => text.Count(character => character == '/') > 1 ? $"unexpected GroupVersion string: {text}" : "", errors);
        }

        if (members.TryGetPropertyValue("kind", out var kind))
        {
            CheckText(kind, $"{path}.kind", text => string.Join(',', Names.ServiceLabel(text.ToLowerInvariant())) is { Length: > 0 } mistakes ? $"may have mixed case, but should otherwise match: {mistakes}" : "", errors);
        }

        if (members["metadata"] is JsonObject metadata)
        {
            MetadataValidation.ValidateEmbedded(metadata, $"{path}.metadata", errors);
        }
    }

    private static void CheckText(JsonNode? value, string path, Func<string, string> mistakeOf, FieldErrors errors)
    {
        if (value is not JsonValue scalar || !scalar.TryGetValue<string>(out var text))
        {
            errors.Invalid(path, value, "must be a string");
        }
        else if (text.Length == 0)
        {
            errors.Invalid(path, text, "must not be empty");
        }
        else if (mistakeOf(text) is { Length: > 0 } mistake)
        {
            errors.Invalid(path, text, mistake);
        }
    }
}
