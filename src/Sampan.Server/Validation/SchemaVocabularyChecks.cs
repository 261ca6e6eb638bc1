using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>
/// What of OpenAPI a CustomResourceDefinition's schema may use, node by node: types, combinations of keywords, list and map
/// types, where defaults may be, and the form of validation rules (apiextensions' validation of OpenAPI schemas).
/// </summary>
internal sealed class SchemaVocabularyChecks(DefinitionRatchet ratchet, FieldErrors errors)
{
    /// <summary>Keywords of OpenAPI that the API server takes and then refuses.</summary>
    public static readonly string[] Unsupported = ["id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref"];

    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];
    private static readonly string[] ObjectFields = ["metadata", "kind", "apiVersion"];

    private readonly HashSet<string> _unsound = new(StringComparer.Ordinal);

    /// <summary>Checks a schema.</summary>
    /// <param name="schema">The <c>openAPIV3Schema</c>.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="ratchet">What may stay wrong.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <returns>Where the nodes are that have reported something of themselves, of what they hold, or that hold one that has.</returns>
    public static IReadOnlySet<string> Check(JsonObject schema, string path, DefinitionRatchet ratchet, FieldErrors errors)
    {
        var checks = new SchemaVocabularyChecks(ratchet, errors);
        checks.Visit(schema, path, isRoot: true, default);
        return checks._unsound;
    }

    /// <summary>Whether a node's type is none of OpenAPI's.</summary>
    public static bool HasUnknownType(JsonObject schema) => schema.TextOf("type") is { Length: > 0 } type && !Types.Contains(type);

    private void Visit(JsonObject schema, string path, bool isRoot, Place place)
    {
        var before = errors.Causes.Count;
        CheckKeywords(schema, path, place);
        foreach (var part in SchemaParts.Of(schema))
        {
            Visit(part.Schema, $"{path}.{part.Path}", isRoot: false, Below(schema, part, isRoot, place));
        }

        if (schema["x-kubernetes-preserve-unknown-fields"]?.ToString() == "false")
        {
            errors.Invalid($"{path}.x-kubernetes-preserve-unknown-fields", false, "must be true or undefined");
        }

        ListTypeChecks.Check(schema, path, ratchet, errors);
        ValidationRuleForm.Check(schema, path, errors);
        if (errors.Causes.Count > before)
        {
            _unsound.Add(path);
        }
    }

    private static Place Below(JsonObject schema, SchemaPart part, bool isRoot, Place place)
    {
        if (part.Name == "additionalProperties" && place.IsInMetadata)
        {
            return place with { NoDefaults = "must not be set inside additionalProperties applying to object metadata" };
        }

        if (part.Name != "properties" || !(isRoot || schema.IsTrue("x-kubernetes-embedded-resource")) || ObjectFields.FirstOrDefault(name => part.Path == $"properties[{name}]") is not { } field)
        {
            return place;
        }

        return new Place(IsInMetadata: true, isRoot ? $"must not be set in top-level {field}" : place.NoDefaults);
    }

    private void CheckKeywords(JsonObject schema, string path, Place place)
    {
        var type = schema.TextOf("type");
        if (HasUnknownType(schema) && !ratchet.AllowsUnknownTypes)
        {
            errors.NotSupported($"{path}.type", type, Types);
        }

        if (schema["default"] is not null && place.NoDefaults is { } reason)
        {
            errors.Forbidden($"{path}.default", reason);
        }

        foreach (var name in Unsupported)
        {
            if (schema[name] is not null)
            {
                errors.Forbidden($"{path}.{name}", $"{name} is not supported");
            }
        }

        if (type == "null")
        {
            errors.Forbidden($"{path}.type", "type cannot be set to null, use nullable as an alternative");
        }

        if (schema["items"] is JsonArray)
        {
            errors.Forbidden($"{path}.items", "items must be a schema object and not an array");
        }

        if (place.IsInMetadata && schema.IsTrue("x-kubernetes-embedded-resource"))
        {
            errors.Forbidden($"{path}.x-kubernetes-embedded-resource", "must not be used inside of resource meta");
        }

        if (schema.IsTrue("uniqueItems"))
        {
            errors.Forbidden($"{path}.uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        }

        var closesOrTypes = schema["additionalProperties"] is JsonObject || schema["additionalProperties"]?.ToString() == "false";
        if (closesOrTypes && schema["properties"] is JsonObject { Count: > 0 })
        {
            errors.Forbidden($"{path}.additionalProperties", "additionalProperties and properties are mutual exclusive");
        }
    }

    private readonly record struct Place(bool IsInMetadata, string? NoDefaults);
}
