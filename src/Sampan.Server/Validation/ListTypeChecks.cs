using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>How lists and maps of a CustomResourceDefinition's schema merge, and whether their items allow it.</summary>
internal static class ListTypeChecks
{
    private const string ListType = "x-kubernetes-list-type";
    private const string MapType = "x-kubernetes-map-type";
    private const string Keys = "x-kubernetes-list-map-keys";

    /// <summary>Whether a node is a list of type set whose items are merged field by field.</summary>
    public static bool IsLooseSet(JsonObject schema) => schema.TextOf(ListType) == "set" && schema["items"] is JsonObject items && IsFound(errors => CheckSet(items, "", errors));

    /// <summary>Whether a node is a list whose items, or whose items' keys, can be missing or null.</summary>
    public static bool HasLooseKeys(JsonObject schema) => IsFound(errors => CheckNulls(schema, "", errors));

    /// <summary>Checks one node of a schema.</summary>
    /// <param name="schema">The node.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="ratchet">What may stay wrong.</param>
    /// <param name="errors">Gets what is wrong.</param>
    public static void Check(JsonObject schema, string path, DefinitionRatchet ratchet, FieldErrors errors)
    {
        CheckType(schema, MapType, "object", path, errors);
        errors.OneOf(schema, MapType, path, "atomic", "granular");
        CheckType(schema, ListType, "array", path, errors);
        var type = schema.TextOf(ListType);
        var items = schema["items"] as JsonObject;
        if (type == "set" && schema.TextOf("type") == "array" && items is not null && !ratchet.AllowsLooseSets)
        {
            CheckSet(items, $"{path}.items", errors);
        }

        errors.OneOf(schema, ListType, path, "atomic", "set", "map");
        var keys = FieldErrors.Texts(schema, Keys);
        if (keys.Count > 0 && type != "map")
        {
            Wrong(schema[ListType], $"{path}.{ListType}", "must be map if x-kubernetes-list-map-keys is non-empty", errors);
        }

        if (type == "map")
        {
            CheckMap(schema, keys, items, path, errors);
        }

        if (!ratchet.AllowsLooseKeys)
        {
            CheckNulls(schema, $"{path}.items", errors);
        }
    }

    private static bool IsFound(Action<FieldErrors> check)
    {
        var errors = new FieldErrors();
        check(errors);
        return errors.Causes.Count > 0;
    }

    private static void CheckType(JsonObject schema, string extension, string type, string path, FieldErrors errors)
    {
        if (schema[extension] is not null && schema.TextOf("type") != type)
        {
            Wrong(schema["type"], $"{path}.type", $"must be {type} if {extension} is specified", errors);
        }
    }

    private static void Wrong(JsonNode? value, string path, string detail, FieldErrors errors)
    {
        if (value is null)
        {
            errors.Required(path, detail);
        }
        else
        {
            errors.Invalid(path, value, detail);
        }
    }

    private static void CheckMap(JsonObject schema, List<string> keys, JsonObject? items, string path, FieldErrors errors)
    {
        if (keys.Count == 0)
        {
            errors.Required($"{path}.{Keys}", "must not be empty if x-kubernetes-list-type is map");
        }

        if (items is null)
        {
            errors.Required($"{path}.items", "must have a schema if x-kubernetes-list-type is map");
            return;
        }

        if (items.TextOf("type") != "object")
        {
            errors.Invalid($"{path}.items.type", items.TextOf("type"), "must be object if parent array's x-kubernetes-list-type is map");
            return;
        }

        for (var i = 0; i < keys.Count; i++)
        {
            if (items.At("properties", keys[i]) is not { } key)
            {
                errors.Invalid($"{path}.{Keys}", schema[Keys], "entries must all be names of item properties");
            }
            else if (key.TextOf("type") is "array" or "object")
            {
                // What is shown is the items' type, as the API server does.
                errors.Invalid($"{path}.items.properties[{keys[i]}].type", "object", "must be a scalar type if parent array's x-kubernetes-list-type is map");
            }

            if (keys.IndexOf(keys[i]) < i)
            {
                errors.Invalid($"{path}.{Keys}", schema[Keys], "must not contain duplicate entries");
            }
        }
    }

    private static void CheckNulls(JsonObject schema, string path, FieldErrors errors)
    {
        var type = schema.TextOf(ListType);
        if (type is not ("map" or "set") || schema["items"] is not JsonObject items)
        {
            return;
        }

        if (items.IsTrue("nullable"))
        {
            errors.Forbidden($"{path}.nullable", $"cannot be nullable when x-kubernetes-list-type is {type}");
        }

        var required = items["required"] as JsonArray ?? [];
        foreach (var name in type == "map" ? FieldErrors.Texts(schema, Keys) : [])
        {
            if (items.At("properties", name) is not { } key)
            {
                continue;
            }

            if (key["default"] is null && !required.Any(entry => entry?.ToString() == name))
            {
                errors.Required($"{path}.properties[{name}].default", "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property");
            }

            if (key.IsTrue("nullable"))
            {
                errors.Forbidden($"{path}.properties[{name}].nullable", "this property is in x-kubernetes-list-map-keys, so it cannot be nullable");
            }
        }
    }

    private static void CheckSet(JsonObject items, string path, FieldErrors errors)
    {
        const string detail = "must be atomic as item of a list with x-kubernetes-list-type=set";
        if (items.TextOf("type") == "array" && items[ListType] is { } type && type.ToString() != "atomic")
        {
            errors.Invalid($"{path}.{ListType}", type, detail);
        }

        if (items.TextOf("type") == "object" && items.TextOf(MapType) != "atomic")
        {
            // What is shown is the list type, as the API server does.
            errors.Invalid($"{path}.{MapType}", items[ListType], detail);
        }
    }
}
