using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>What versions of a CustomResourceDefinition may have beside their schema: printer columns, subresources, selectable fields.</summary>
internal static class DefinitionVersionValidation
{
    private const int MaxSelectableFields = 8;
    private static readonly string[] ColumnTypes = ["boolean", "date", "integer", "number", "string"];
    private static readonly string[] ColumnFormats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

    /// <summary>Checks the versions; what all have alike is reported where the API server keeps it, beside the versions.</summary>
    public static void Validate(JsonObject spec, FieldErrors errors)
    {
        var versions = spec.Each("versions").ToList();
        Each(versions, "additionalPrinterColumns", (columns, path) => ValidateColumns(columns as JsonArray, path, errors));
        Each(versions, "subresources", (subresources, path) => ValidateSubresources(subresources as JsonObject, path, errors));
        Each(versions, "selectableFields", (fields, path) => ValidateSelectableFields(fields as JsonArray, path, errors));
    }

    private static void Each(List<JsonObject> versions, string member, Action<JsonNode?, string> validate)
    {
        if (versions.Count > 0 && versions.TrueForAll(version => JsonNode.DeepEquals(version[member], versions[0][member])))
        {
            validate(versions[0][member], $"spec.{member}");
            return;
        }

        for (var i = 0; i < versions.Count; i++)
        {
            validate(versions[i][member], $"spec.versions[{i}].{member}");
        }
    }

    private static void ValidateColumns(JsonArray? columns, string path, FieldErrors errors)
    {
        var index = 0;
        foreach (var column in (columns ?? []).OfType<JsonObject>())
        {
            var at = $"{path}[{index++}]";
            if (column.TextOf("name").Length == 0)
            {
                errors.Required($"{at}.name");
            }

            var type = column.TextOf("type");
            if (type.Length == 0)
            {
                errors.Required($"{at}.type", $"must be one of {string.Join(',', ColumnTypes)}");
            }
            else if (!ColumnTypes.Contains(type))
            {
                errors.Invalid($"{at}.type", type, $"must be one of {string.Join(',', ColumnTypes)}");
            }

            if (column.TextOf("format") is { Length: > 0 } format && !ColumnFormats.Contains(format))
            {
                errors.Invalid($"{at}.format", format, $"must be one of {string.Join(',', ColumnFormats)}");
            }

            ValidatePath(column.TextOf("jsonPath"), $"{at}.jsonPath", errors);
        }
    }

    private static void ValidatePath(string jsonPath, string path, FieldErrors errors)
    {
        if (jsonPath.Length == 0)
        {
            errors.Required(path);
        }
        else if (jsonPath[0] != '.')
        {
            errors.Invalid(path, jsonPath, "must be a simple json path starting with .");
        }
    }

    private static void ValidateSubresources(JsonObject? subresources, string path, FieldErrors errors)
    {
        if (subresources.At("scale") is not { } scale)
        {
            return;
        }

        ValidateScalePath(scale, "specReplicasPath", $"{path}.scale", errors, ".spec.");
        ValidateScalePath(scale, "statusReplicasPath", $"{path}.scale", errors, ".status.");
        if (scale.TextOf("labelSelectorPath").Length > 0)
        {
            ValidateScalePath(scale, "labelSelectorPath", $"{path}.scale", errors, ".spec.", ".status.");
        }
    }

    private static void ValidateScalePath(JsonObject scale, string name, string path, FieldErrors errors, params string[] prefixes)
    {
        var text = scale.TextOf(name);
        if (text.Length == 0)
        {
            errors.Required($"{path}.{name}");
        }
        else if (!prefixes.Any(prefix => text.StartsWith(prefix, StringComparison.Ordinal)))
        {
            errors.Invalid($"{path}.{name}", text, $"should be a json path under {string.Join(" or ", prefixes.Select(prefix => prefix.TrimEnd('.')))}");
        }
    }

    private static void ValidateSelectableFields(JsonArray? fields, string path, FieldErrors errors)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        if (fields?.Count > MaxSelectableFields)
        {
            errors.TooMany(path, fields.Count, MaxSelectableFields);
        }

        var index = 0;
        foreach (var field in (fields ?? []).OfType<JsonObject>())
        {
            var at = $"{path}[{index++}].jsonPath";
            var text = field.TextOf("jsonPath");
            ValidatePath(text, at, errors);
            if (text.StartsWith(".metadata", StringComparison.Ordinal) || text is ".kind" or ".apiVersion")
            {
                errors.Invalid(at, text, "must not point to fields in metadata");
            }

            if (!known.Add(text))
            {
                errors.Duplicate(at, text);
            }
        }
    }
}
