using System.Text.Json.Nodes;
using Sampan.Kubernetes.RegularExpressions;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>
/// Whether a CustomResourceDefinition's schema is structural: every node has a type, and value validations only constrain
/// what the structure declares (apiextensions-apiserver's schema package, the invariants of structural schemas).
/// </summary>
internal sealed class StructuralChecks
{
    private static readonly (string Field, string Detail)[] OutsideOnly =
    [
        ("type", "must be empty to be structural"),
        ("additionalProperties", "must be undefined to be structural"),
        ("default", "must be undefined to be structural"),
        ("title", "must be empty to be structural"),
        ("description", "must be empty to be structural"),
        ("nullable", "must be false to be structural"),
        ("x-kubernetes-preserve-unknown-fields", "must be false to be structural"),
        ("x-kubernetes-embedded-resource", "must be false to be structural"),
        ("x-kubernetes-int-or-string", "must be false to be structural"),
        ("x-kubernetes-list-map-keys", "must be empty to be structural"),
        ("x-kubernetes-list-type", "must be undefined to be structural"),
        ("x-kubernetes-map-type", "must be undefined to be structural"),
        ("x-kubernetes-validations", "must be empty to be structural"),
    ];

    private static readonly string[] RestrictedMetadata = ["name", "generateName"];

    private readonly FieldErrors _errors = new();

    private enum Level
    {
        Root,
        Field,
        Item,
    }

    /// <summary>Whether a schema's parts are among those that structural schemas can have at all.</summary>
    public static bool CanBeStructural(JsonObject schema) =>
        SchemaVocabularyChecks.Unsupported.All(name => schema[name] is null)
        && schema["items"] is not JsonArray
        && schema["x-kubernetes-preserve-unknown-fields"]?.ToString() != "false"
        && SchemaParts.Of(schema).All(part => CanBeStructural(part.Schema));

    /// <summary>Whether a schema is structural.</summary>
    public static bool IsStructural(JsonObject schema)
    {
        var errors = new FieldErrors();
        if (!CanBeStructural(schema))
        {
            return false;
        }

        Check(schema, "", errors);
        return errors.Causes.Count == 0;
    }

    /// <summary>Checks a schema that <see cref="CanBeStructural"/>.</summary>
    /// <param name="schema">The <c>openAPIV3Schema</c>.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="errors">Gets what is wrong, in the order of its text, as the API server reports it.</param>
    public static void Check(JsonObject schema, string path, FieldErrors errors)
    {
        var checks = new StructuralChecks();
        checks.CheckInvariants(schema, Level.Root, path);
        checks.CheckCompleteness(schema, schema, path, path);
        errors.Add(checks._errors.Causes.OrderBy(cause => $"{cause.Field}: {cause.Message}", StringComparer.Ordinal));
    }

    private void CheckInvariants(JsonObject schema, Level level, string path)
    {
        if (schema["items"] is JsonObject items)
        {
            CheckInvariants(items, Level.Item, $"{path}.items");
        }
        else if (schema.TextOf("type") == "array")
        {
            _errors.Required($"{path}.items", "must be specified");
        }

        foreach (var (name, property) in SchemaParts.Properties(schema))
        {
            CheckInvariants(property, Level.Field, $"{path}.properties[{name}]");
        }

        if (schema["additionalProperties"] is JsonObject values)
        {
            CheckInvariants(values, Level.Field, $"{path}.additionalProperties");
        }

        CheckType(schema, level, path);
        CheckExtensions(schema, level, path);
        CheckObjectFields(schema, level, path);
        CheckValueValidations(schema, path);
    }

    private void CheckType(JsonObject schema, Level level, string path)
    {
        var type = schema.TextOf("type");
        if (schema.IsTrue("x-kubernetes-embedded-resource") && type != "object")
        {
            WrongType(type, path, "must be object if x-kubernetes-embedded-resource is true");
        }
        else if (type.Length == 0 && !schema.IsTrue("x-kubernetes-int-or-string") && !schema.IsTrue("x-kubernetes-preserve-unknown-fields"))
        {
            _errors.Required($"{path}.type", level switch
            {
                Level.Root => "must not be empty at the root",
                Level.Item => "must not be empty for specified array items",
                _ => "must not be empty for specified object fields",
            });
        }

        if (level == Level.Root && type.Length > 0 && type != "object")
        {
            _errors.Invalid($"{path}.type", type, "must be object at the root");
        }
    }

    private void CheckExtensions(JsonObject schema, Level level, string path)
    {
        var isEmbedded = schema.IsTrue("x-kubernetes-embedded-resource");
        if (schema["additionalProperties"] is not null)
        {
            if (level == Level.Root)
            {
                _errors.Forbidden($"{path}.additionalProperties", "must not be used at the root");
            }

            if (isEmbedded)
            {
                _errors.Forbidden($"{path}.additionalProperties", "must not be used if x-kubernetes-embedded-resource is set");
            }
        }

        if (isEmbedded && !schema.IsTrue("x-kubernetes-preserve-unknown-fields") && !SchemaParts.Properties(schema).Any())
        {
            _errors.Required($"{path}.properties", "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields");
        }

        if (schema.IsTrue("x-kubernetes-int-or-string"))
        {
            foreach (var name in (ReadOnlySpan<string>)["x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"])
            {
                if (schema.IsTrue(name))
                {
                    _errors.Invalid($"{path}.{name}", true, "must be false if x-kubernetes-int-or-string is true");
                }
            }
        }
    }

    // What every object has may be named, not changed.
    private void CheckObjectFields(JsonObject schema, Level level, string path)
    {
        if (level != Level.Root && !schema.IsTrue("x-kubernetes-embedded-resource"))
        {
            return;
        }

        foreach (var name in (ReadOnlySpan<string>)["kind", "apiVersion"])
        {
            if (schema.At("properties", name) is { } field && field.TextOf("type") != "string")
            {
                _errors.Invalid($"{path}.properties[{name}].type", field.TextOf("type"), "must be string");
            }
        }

        if (schema.At("properties", "metadata") is not { } metadata)
        {
            return;
        }

        if (metadata.TextOf("type") != "object")
        {
            _errors.Invalid($"{path}.properties[metadata].type", metadata.TextOf("type"), "must be object");
        }

        var names = SchemaParts.Properties(metadata).Select(property => property.Key).ToList();
        var isRestricted = names.TrueForAll(name => RestrictedMetadata.Contains(name)) && metadata.All(member => member.Key is "type" or "properties" or "default" || member.Value?.ToString() == "false");
        if (level == Level.Root && !isRestricted)
        {
            _errors.Forbidden($"{path}.properties[metadata]", "must not specify anything other than name and generateName, but metadata is implicitly specified");
        }
    }

    private void CheckValueValidations(JsonObject schema, string path)
    {
        foreach (var part in SchemaParts.Combinations(schema))
        {
            // The two ways in which int-or-string may be spelled out: anyOf, or an allOf that begins with it.
            if (part.Name == "anyOf" && IsIntegerOrString(schema))
            {
                continue;
            }

            CheckNested(part.Schema, part.IsIn(schema, "allOf", 0) && IsIntegerOrString(part.Schema), $"{path}.{part.Path}");
        }

        CheckPattern(schema, path);
    }

    private void CheckPattern(JsonObject schema, string path)
    {
        if (schema.TextOf("pattern") is { Length: > 0 } pattern && GoRegex.TryParse(pattern, out var mistake) is null)
        {
            _errors.Invalid($"{path}.pattern", pattern, $"must be a valid regular expression, but isn't: {mistake}");
        }
    }

    private static bool IsIntegerOrString(JsonObject schema) =>
        schema["anyOf"] is JsonArray { Count: 2 } options && IsTypeOnly(options[0], "integer") && IsTypeOnly(options[1], "string");

    private static bool IsTypeOnly(JsonNode? option, string type) => option is JsonObject { Count: 1 } only && only.TextOf("type") == type;

    private void CheckNested(JsonObject part, bool isIntegerOrString, string path)
    {
        foreach (var nested in SchemaParts.Combinations(part).Where(nested => nested.Name != "anyOf" || !isIntegerOrString))
        {
            CheckNested(nested.Schema, isIntegerOrString: false, $"{path}.{nested.Path}");
        }

        CheckPattern(part, path);
        if (part["items"] is JsonObject items)
        {
            CheckNested(items, isIntegerOrString: false, $"{path}.items");
        }

        foreach (var (name, property) in SchemaParts.Properties(part))
        {
            CheckNested(property, isIntegerOrString: false, $"{path}.properties[{name}]");
        }

        foreach (var (name, detail) in OutsideOnly)
        {
            if (IsSet(part[name]))
            {
                _errors.Forbidden($"{path}.{name}", detail);
            }
        }

        if (part.At("properties")?.ContainsKey("metadata") == true)
        {
            _errors.Forbidden($"{path}.properties[metadata]", "must not be specified in a nested context");
        }
    }

    private static bool IsSet(JsonNode? value) => value switch
    {
        null => false,
        JsonArray list => list.Count > 0,
        JsonValue scalar => scalar.ToString() is not ("" or "false"),
        _ => true,
    };

    // What value validations speak of must be declared outside of them.
    private void CheckCompleteness(JsonObject validations, JsonObject structure, string structurePath, string path)
    {
        foreach (var part in SchemaParts.Combinations(validations))
        {
            CheckNestedCompleteness(part.Schema, structure, structurePath, $"{path}.{part.Path}");
        }
    }

    private void CheckNestedCompleteness(JsonObject part, JsonObject? structure, string structurePath, string path)
    {
        if (structure is null)
        {
            _errors.Required(structurePath, $"because it is defined in {path}");
            return;
        }

        CheckCompleteness(part, structure, structurePath, path);
        if (part["items"] is JsonObject items)
        {
            CheckNestedCompleteness(items, structure["items"] as JsonObject, $"{structurePath}.items", $"{path}.items");
        }

        foreach (var (name, property) in SchemaParts.Properties(part))
        {
            CheckNestedCompleteness(property, structure.At("properties", name), $"{structurePath}.properties[{name}]", $"{path}.properties[{name}]");
        }
    }

    private void WrongType(string type, string path, string detail)
    {
        if (type.Length == 0)
        {
            _errors.Required($"{path}.type", detail);
        }
        else
        {
            _errors.Invalid($"{path}.type", type, detail);
        }
    }
}
