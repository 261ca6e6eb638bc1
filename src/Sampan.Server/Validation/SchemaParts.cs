using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>A schema inside of an <c>openAPIV3Schema</c>.</summary>
/// <param name="Name">The keyword that holds it, such as <c>allOf</c>.</param>
/// <param name="Path">Where it is in its owner, such as <c>allOf[1]</c> or <c>properties[spec]</c>.</param>
/// <param name="Schema">The schema.</param>
internal readonly record struct SchemaPart(string Name, string Path, JsonObject Schema)
{
    /// <summary>Whether it is one of a keyword's list.</summary>
    public bool IsIn(JsonObject owner, string keyword, int index) => Name == keyword && ReferenceEquals(owner[keyword]?[index], Schema);
}

/// <summary>The schemas that an <c>openAPIV3Schema</c> holds, those with names in the order of the names.</summary>
internal static class SchemaParts
{
    /// <summary>All of them, in the order in which the API server checks them.</summary>
    public static IEnumerable<SchemaPart> Of(JsonObject schema)
    {
        if (schema["additionalProperties"] is JsonObject values)
        {
            yield return new SchemaPart("additionalProperties", "additionalProperties", values);
        }

        foreach (var (name, property) in Properties(schema))
        {
            yield return new SchemaPart("properties", $"properties[{name}]", property);
        }

        foreach (var part in Combinations(schema))
        {
            yield return part;
        }

        if (schema["items"] is JsonObject items)
        {
            yield return new SchemaPart("items", "items", items);
        }
    }

    /// <summary>Whether a schema or one that it holds has a property.</summary>
    public static bool Has(JsonObject schema, Func<JsonObject, bool> property) => property(schema) || Of(schema).Any(part => Has(part.Schema, property));

    /// <summary>Those of <c>not</c>, <c>allOf</c>, <c>oneOf</c> and <c>anyOf</c>.</summary>
    public static IEnumerable<SchemaPart> Combinations(JsonObject schema)
    {
        if (schema["not"] is JsonObject not)
        {
            yield return new SchemaPart("not", "not", not);
        }

        foreach (var keyword in (string[])["allOf", "oneOf", "anyOf"])
        {
            var index = 0;
            foreach (var option in schema.Each(keyword))
            {
                yield return new SchemaPart(keyword, $"{keyword}[{index++.ToString(CultureInfo.InvariantCulture)}]", option);
            }
        }
    }

    /// <summary>Those of <c>properties</c>.</summary>
    public static IEnumerable<KeyValuePair<string, JsonObject>> Properties(JsonObject schema) => (schema["properties"] as JsonObject ?? [])
        .Where(property => property.Value is JsonObject)
        .Select(property => KeyValuePair.Create(property.Key, (JsonObject)property.Value!))
        .OrderBy(property => property.Key, StringComparer.Ordinal);
}
