using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Server.CustomResources;
using Sampan.Server.CustomResources.Rules;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>What versions of a CustomResourceDefinition may have beside their schema: printer columns, subresources, selectable fields.</summary>
internal static class DefinitionVersionValidation
{
    private const int MaxSelectableFields = 8;
    private const int LongestWarning = 256;
    private static readonly string[] ColumnTypes = ["boolean", "date", "integer", "number", "string"];
    private static readonly string[] ColumnFormats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

    /// <summary>Checks what versions have of their own.</summary>
    public static void ValidateEach(JsonObject spec, DefinitionRatchet ratchet, FieldErrors errors)
    {
        var shared = new SharedParts(spec);
        var index = 0;
        foreach (var version in spec.Each("versions"))
        {
            var path = $"spec.versions[{index++.ToString(CultureInfo.InvariantCulture)}]";
            if (version.At("schema", "openAPIV3Schema") is null && (!ratchet.AllowsMissingSchemas || (version.IsTrue("served") && !spec.IsTrue("preserveUnknownFields"))))
            {
                errors.Required($"{path}.schema.openAPIV3Schema", ratchet.AllowsMissingSchemas ? "because otherwise all fields are pruned" : "");
            }
        }

        if (spec.IsTrue("preserveUnknownFields") && spec.Each("versions").Any(version => version.At("schema", "openAPIV3Schema") is { } schema && HasDefaults(schema)))
        {
            errors.Invalid("spec.preserveUnknownFields", true, "must be false in order to use defaults in the schema");
        }

        index = 0;
        foreach (var version in spec.Each("versions"))
        {
            var path = $"spec.versions[{index++.ToString(CultureInfo.InvariantCulture)}]";
            DefinitionValidation.Joined($"{path}.name", version.TextOf("name"), Names.ServiceLabel(version.TextOf("name")), errors);
            ValidateWarning(version, $"{path}.deprecationWarning", errors);
            if (!shared.Has("schema"))
            {
                var hasStatus = version.At("subresources", "status") is not null;
                ValidateSchema(version, $"{path}.schema", hasStatus, ratchet, errors);
            }

            if (!shared.Has("subresources"))
            {
                ValidateSubresources(version.At("subresources"), $"{path}.subresources", errors);
            }

            if (!shared.Has("additionalPrinterColumns"))
            {
                ValidateColumns(version["additionalPrinterColumns"] as JsonArray, $"{path}.additionalPrinterColumns", errors);
            }

            if (!shared.Has("selectableFields"))
            {
                ValidateSelectableFields(version, $"{path}.selectableFields", ratchet, errors);
            }
        }
    }

    /// <summary>Checks what all versions have alike, which the API server keeps once, beside them.</summary>
    public static void ValidateShared(JsonObject spec, DefinitionRatchet ratchet, FieldErrors errors)
    {
        var shared = new SharedParts(spec);
        var hasStatus = spec.Each("versions").Any(version => version.At("subresources", "status") is not null);
        if (shared.Has("schema"))
        {
            ValidateSchema(spec.Each("versions").First(), "spec.validation", hasStatus, ratchet, errors);
        }

        ValidateSubresources(shared.Find("subresources") as JsonObject, "spec.subresources", errors);
        ValidateColumns(shared.Find("additionalPrinterColumns") as JsonArray, "spec.additionalPrinterColumns", errors);
        if (shared.Find("selectableFields") is JsonArray { Count: > 0 })
        {
            if (shared.Has("schema"))
            {
                ValidateSelectableFields(spec.Each("versions").First(), "spec.selectableFields", ratchet, errors);
            }
            else
            {
                errors.Invalid("spec.selectableFields", "", "may only be set when validations.schema is included");
            }
        }
    }

    private static bool HasDefaults(JsonObject schema) => schema["default"] is not null || SchemaParts.Of(schema).Any(part => HasDefaults(part.Schema));

    private static void ValidateSchema(JsonObject version, string path, bool hasStatus, DefinitionRatchet ratchet, FieldErrors errors)
    {
        if (version.At("schema", "openAPIV3Schema") is { } root)
        {
            DefinitionSchemaValidation.Validate(root, $"{path}.openAPIV3Schema", hasStatus, ratchet.IsSchemaUnchanged(version.TextOf("name")), ratchet, errors);
        }
    }

    private static void ValidateWarning(JsonObject version, string path, FieldErrors errors)
    {
        if (version["deprecationWarning"] is not { } node)
        {
            return;
        }

        var warning = node.ToString();
        if (!version.IsTrue("deprecated"))
        {
            errors.Invalid(path, warning, "can only be set for deprecated versions");
            return;
        }

        if (Encoding.UTF8.GetByteCount(warning) > LongestWarning)
        {
            errors.Invalid(path, warning, "must be <= 256 characters long");
        }

        if (warning.Length == 0)
        {
            errors.Invalid(path, warning, "must not be an empty string");
        }

        var at = 0;
        foreach (var rune in warning.EnumerateRunes())
        {
            if (!IsPrintable(rune))
            {
                errors.Invalid(path, warning, $"must only contain printable UTF-8 characters; non-printable character found at index {at.ToString(CultureInfo.InvariantCulture)}");
                return;
            }

            at += rune.Utf8SequenceLength;
        }
    }

    // Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space.
    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

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

            ValidatePath(column.TextOf("jsonPath"), $"{at}.JSONPath", errors);
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
        var before = errors.Causes.Count;
        ValidatePath(text, $"{path}.{name}", errors);
        if (errors.Causes.Count == before && !prefixes.Any(prefix => text.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var either = prefixes.Length > 1 ? "either " : "";
            errors.Invalid($"{path}.{name}", text, $"should be a json path under {either}{string.Join(" or ", prefixes.Select(prefix => prefix.TrimEnd('.')))}");
        }
    }

    private static void ValidateSelectableFields(JsonObject version, string path, DefinitionRatchet ratchet, FieldErrors errors)
    {
        if (version.At("schema", "openAPIV3Schema") is not { } schema || !StructuralChecks.CanBeStructural(schema))
        {
            return;
        }

        var root = StructuralSchema.Parse(JsonElement.Parse(schema.ToUtf8Bytes()));
        var known = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var field in version.Each("selectableFields"))
        {
            var at = $"{path}[{index++.ToString(CultureInfo.InvariantCulture)}].jsonPath";
            var text = field.TextOf("jsonPath");
            if (text.Length == 0)
            {
                errors.Required(at);
                continue;
            }

            if (RulePath.Mistake(text, root, allowsBrackets: false, out var found) is { } mistake)
            {
                errors.Invalid(at, text, $"is an invalid path: {mistake}");
                continue;
            }

            if (text == ".metadata" || text.StartsWith(".metadata.", StringComparison.Ordinal))
            {
                errors.Invalid(at, text, "must not point to fields in metadata");
            }

            if (found?.Type is not ("string" or "boolean" or "integer"))
            {
                errors.Invalid(at, text, "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.");
            }

            if (!known.Add(text))
            {
                errors.Duplicate(at, text);
            }
        }

        if (known.Count > MaxSelectableFields && !ratchet.AllowsSelectableFields(version.TextOf("name"), MaxSelectableFields))
        {
            errors.TooMany(path, known.Count, MaxSelectableFields);
        }
    }

    /// <summary>What all versions have alike; of a single version, everything.</summary>
    private sealed class SharedParts(JsonObject spec)
    {
        private readonly List<JsonObject> _versions = [.. spec.Each("versions")];

        public bool Has(string name) => Find(name) is not null;

        public JsonNode? Find(string name) =>
            _versions.Count > 0 && _versions.TrueForAll(version => version[name] is not null && JsonNode.DeepEquals(version[name], _versions[0][name])) ? _versions[0][name] : null;
    }
}
