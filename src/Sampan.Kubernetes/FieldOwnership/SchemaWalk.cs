using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>What ownership, comparison, merge and removal ask of a place in a schema.</summary>
internal static class SchemaWalk
{
    /// <summary>Whether a value is owned as a whole: a scalar, an atomic object or list, or anything of a shape that its schema does not have.</summary>
    public static bool IsLeaf(JsonNode? value, IValueSchema? schema) => value switch
    {
        JsonObject => schema is { IsAtomic: true } || (schema is { Shape: SchemaShape.List or SchemaShape.Scalar }),
        JsonArray => schema is not { Shape: SchemaShape.List } || schema.ListType == ListType.Atomic,
        _ => true,
    };

    /// <summary>Whether an object has known fields here, which are owned through what they hold; free keys are owned themselves.</summary>
    public static bool IsStructField(IValueSchema? schema, string name) => schema is { Shape: SchemaShape.Struct } && schema.Field(name) is { Shape: not SchemaShape.Untyped };

    /// <summary>The identity of an element of a granular list.</summary>
    public static PathElement Identify(JsonNode? item, IValueSchema list)
    {
        if (list.ListType == ListType.Set)
        {
            return PathElement.Value(item);
        }

        var keys = new List<KeyValuePair<string, JsonNode?>>();
        foreach (var key in list.ListMapKeys)
        {
            var value = (item as JsonObject)?[key] ?? list.Element?.Field(key)?.KeyDefault;
            if (value is not null)
            {
                keys.Add(new(key, value));
            }
        }

        return PathElement.Key(keys);
    }

    /// <summary>The elements of a granular list by identity, in order; of elements with the same identity the first.</summary>
    public static List<(PathElement Element, JsonNode? Item)> Elements(JsonArray? items, IValueSchema list)
    {
        var seen = new HashSet<PathElement>();
        List<(PathElement, JsonNode?)> elements = [];
        foreach (var item in items ?? [])
        {
            var element = Identify(item, list);
            if (seen.Add(element))
            {
                elements.Add((element, item));
            }
        }

        return elements;
    }

    public static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonObject members => members.Count == 0,
        JsonArray items => items.Count == 0,
        _ => false,
    };
}
