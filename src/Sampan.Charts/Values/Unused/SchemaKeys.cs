using System.Text.Json;

namespace Sampan.Charts.Values.Unused;

/// <summary>The keys that a values.schema.json names.</summary>
internal sealed class SchemaKeys(JsonElement root)
{
    private const int MaximumDepth = 32;

    /// <summary>Adds the properties of a chart's schema; a schema that is no JSON adds nothing, rendering refuses it.</summary>
    public static void AddTo(KnownKeys keys, ChartFile schema)
    {
        try
        {
            using var document = JsonDocument.Parse(schema.Data);
            new SchemaKeys(document.RootElement).Add(keys, document.RootElement, 0);
        }
        catch (JsonException)
        {
        }
    }

    private void Add(KnownKeys keys, JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaximumDepth)
        {
            keys.IsOpen |= depth > MaximumDepth;
            return;
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            switch (keyword.Name)
            {
                case "properties" when keyword.Value.ValueKind == JsonValueKind.Object:
                    foreach (var property in keyword.Value.EnumerateObject())
                    {
                        Add(keys.At([property.Name]), property.Value, depth + 1);
                    }

                    break;
                case "patternProperties":
                case "additionalProperties" or "unevaluatedProperties" when keyword.Value.ValueKind is JsonValueKind.Object or JsonValueKind.True:
                    keys.IsOpen = true;
                    break;
                case "allOf" or "anyOf" or "oneOf" when keyword.Value.ValueKind == JsonValueKind.Array:
                    foreach (var part in keyword.Value.EnumerateArray())
                    {
                        Add(keys, part, depth + 1);
                    }

                    break;
                case "if" or "then" or "else" or "not":
                    Add(keys, keyword.Value, depth + 1);
                    break;
                case "$ref" when keyword.Value.ValueKind == JsonValueKind.String:
                    AddReferenced(keys, keyword.Value.GetString()!, depth);
                    break;
            }
        }
    }

    /// <summary>A schema elsewhere is not fetched for this: what it allows is not known.</summary>
    private void AddReferenced(KnownKeys keys, string reference, int depth)
    {
        if (reference.StartsWith('#') && Find(reference[1..]) is { } schema)
        {
            Add(keys, schema, depth + 1);
        }
        else
        {
            keys.IsOpen = true;
        }
    }

    private JsonElement? Find(string pointer)
    {
        var current = root;
        foreach (var step in pointer.Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (current.ValueKind != JsonValueKind.Object || !current.TryGetProperty(name, out current))
            {
                return null;
            }
        }

        return current;
    }
}
