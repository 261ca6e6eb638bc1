using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Server.CustomResources;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>
/// Whether a CustomResourceDefinition's schema is structural: every node has a type, the value checks name nothing that the
/// structure lacks, lists and maps merge in a way that their items allow (apiextensions-apiserver's schema package).
/// </summary>
internal sealed class StructuralChecks(FieldErrors errors)
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];
    private static readonly string[] Unsupported = ["id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref"];

    private static readonly string[] StructureOnly =
    [
        "title", "description", "type", "default", "additionalProperties", "nullable",
        "x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource", "x-kubernetes-int-or-string", "x-kubernetes-list-type", "x-kubernetes-list-map-keys", "x-kubernetes-map-type",
    ];

    private enum Level
    {
        Root,
        Field,
        Item,
    }

    /// <summary>Checks a schema.</summary>
    /// <param name="schema">The <c>openAPIV3Schema</c>.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="errors">Gets what is wrong.</param>
    public static void Check(JsonObject schema, string path, FieldErrors errors) => new StructuralChecks(errors).Visit(schema, Level.Root, path);

    private void Visit(JsonObject schema, Level level, string path)
    {
        if (schema["items"] is JsonObject items)
        {
            Visit(items, Level.Item, $"{path}.items");
        }

        if (schema["additionalProperties"] is JsonObject values)
        {
            Visit(values, Level.Field, $"{path}.additionalProperties");
        }

        foreach (var (name, property) in Properties(schema))
        {
            Visit(property, Level.Field, $"{path}.properties[{name}]");
        }

        CheckVocabulary(schema, path);
        CheckType(schema, level, path);
        CheckObjectFields(schema, level, path);
        ListTypeChecks.Check(schema, path, errors);
        CheckValueValidations(schema, path);
        CheckDefault(schema, path);
    }

    private static IEnumerable<KeyValuePair<string, JsonObject>> Properties(JsonObject schema) => (schema["properties"] as JsonObject ?? [])
        .Where(property => property.Value is JsonObject)
        .Select(property => KeyValuePair.Create(property.Key, (JsonObject)property.Value!))
        .OrderBy(property => property.Key, StringComparer.Ordinal);

    private void CheckVocabulary(JsonObject schema, string path)
    {
        foreach (var name in Unsupported)
        {
            if (schema[name] is not null)
            {
                errors.Forbidden($"{path}.{name}", $"{name} is not supported");
            }
        }

        if (schema["uniqueItems"]?.ToString() == "true")
        {
            errors.Forbidden($"{path}.uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        }

        if (schema["items"] is JsonArray)
        {
            errors.Forbidden($"{path}.items", "items must be a schema object and not an array");
        }

        if (schema["additionalProperties"] is JsonValue flag && flag.ToString() == "false")
        {
            errors.Forbidden($"{path}.additionalProperties", "additionalProperties cannot be set to false");
        }

        if (schema["additionalProperties"] is not null && Properties(schema).Any())
        {
            errors.Forbidden($"{path}.additionalProperties", "additionalProperties and properties are mutual exclusive");
        }
    }

    private void CheckType(JsonObject schema, Level level, string path)
    {
        var type = schema.TextOf("type");
        if (type == "array" && schema["items"] is null)
        {
            errors.Required($"{path}.items", "must be specified");
        }

        if (schema.IsTrue("x-kubernetes-embedded-resource") && type != "object")
        {
            Wrong(type, $"{path}.type", "must be object if x-kubernetes-embedded-resource is true");
        }
        else if (type.Length == 0 && !schema.IsTrue("x-kubernetes-int-or-string") && !schema.IsTrue("x-kubernetes-preserve-unknown-fields"))
        {
            errors.Required($"{path}.type", level switch
            {
                Level.Root => "must not be empty at the root",
                Level.Item => "must not be empty for specified array items",
                _ => "must not be empty for specified object fields",
            });
        }

        if (type == "null")
        {
            errors.Forbidden($"{path}.type", "type cannot be set to null, use nullable as an alternative");
        }
        else if (type.Length > 0 && !Types.Contains(type))
        {
            errors.NotSupported($"{path}.type", type, Types);
        }

        if (level == Level.Root && type.Length > 0 && type != "object")
        {
            errors.Invalid($"{path}.type", type, "must be object at the root");
        }

        if (level == Level.Root && schema.IsTrue("nullable"))
        {
            errors.Forbidden($"{path}.nullable", "nullable cannot be true at the root");
        }

        if (type.Length > 0 && schema.IsTrue("x-kubernetes-int-or-string"))
        {
            errors.Invalid($"{path}.type", type, "must be empty if x-kubernetes-int-or-string is true");
        }

        if (schema["x-kubernetes-preserve-unknown-fields"]?.ToString() == "false")
        {
            errors.Invalid($"{path}.x-kubernetes-preserve-unknown-fields", false, "must be true or undefined");
        }
    }

    // What every object has may be named, not changed.
    private void CheckObjectFields(JsonObject schema, Level level, string path)
    {
        var isEmbedded = schema.IsTrue("x-kubernetes-embedded-resource");
        if (level != Level.Root && !isEmbedded)
        {
            return;
        }

        foreach (var name in (ReadOnlySpan<string>)["kind", "apiVersion"])
        {
            if (schema.At("properties", name) is { } field && field.TextOf("type") != "string")
            {
                errors.Invalid($"{path}.properties[{name}].type", field.TextOf("type"), "must be string");
            }
        }

        if (schema.At("properties", "metadata") is { } metadata)
        {
            if (metadata.TextOf("type") != "object")
            {
                errors.Invalid($"{path}.properties[metadata].type", metadata.TextOf("type"), "must be object");
            }

            if (Properties(metadata).Any(property => property.Key is not ("name" or "generateName")))
            {
                errors.Forbidden($"{path}.properties[metadata]", "must not specify anything other than name and generateName, but metadata is implicitly specified");
            }
        }

        if (isEmbedded && !schema.IsTrue("x-kubernetes-preserve-unknown-fields") && !Properties(schema).Any())
        {
            errors.Required($"{path}.properties", "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields");
        }
    }

    private void CheckValueValidations(JsonObject schema, string path)
    {
        foreach (var list in (ReadOnlySpan<string>)["allOf", "anyOf", "oneOf"])
        {
            var index = 0;
            foreach (var part in schema.Each(list))
            {
                // The two ways in which int-or-string may be spelled out.
                if (schema.IsTrue("x-kubernetes-int-or-string") && part.Count == 1 && (part.ContainsKey("type") || part.ContainsKey("anyOf")))
                {
                    index++;
                    continue;
                }

                CheckNested(part, schema, $"{path}.{list}[{index++}]");
            }
        }

        if (schema["not"] is JsonObject not)
        {
            CheckNested(not, schema, $"{path}.not");
        }
    }

    private void CheckNested(JsonObject part, JsonObject structure, string path)
    {
        foreach (var name in StructureOnly)
        {
            if (part[name] is not null)
            {
                errors.Forbidden($"{path}.{name}", "must be empty to be structural");
            }
        }

        foreach (var (name, property) in Properties(part))
        {
            if (structure.At("properties", name) is { } declared)
            {
                CheckNested(property, declared, $"{path}.properties[{name}]");
            }
            else if (structure["additionalProperties"] is null && !structure.IsTrue("x-kubernetes-preserve-unknown-fields"))
            {
                var outer = path[..path.LastIndexOf('.')];
                errors.Required($"{outer}.properties[{name}]", $"because it is defined in {path}.properties[{name}]");
            }
        }

        if (part["items"] is JsonObject items)
        {
            CheckNested(items, structure["items"] as JsonObject ?? [], $"{path}.items");
        }

        CheckValueValidations(part, path);
    }

    private void CheckDefault(JsonObject schema, string path)
    {
        if (schema["default"] is not { } value)
        {
            return;
        }

        var validation = new SchemaValidation();
        validation.Validate(value, StructuralSchema.Parse(JsonElement.Parse(schema.ToUtf8Bytes())), $"{path}.default");
        errors.Add(validation.Causes);
    }

    private void Wrong(string type, string path, string detail)
    {
        if (type.Length == 0)
        {
            errors.Required(path, detail);
        }
        else
        {
            errors.Invalid(path, type, detail);
        }
    }
}
