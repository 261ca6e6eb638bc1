using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>How lists and maps of a CustomResourceDefinition's schema merge, and whether their items allow it.</summary>
internal static class ListTypeChecks
{
    private const string ListType = "x-kubernetes-list-type";
    private const string MapType = "x-kubernetes-map-type";
    private const string Keys = "x-kubernetes-list-map-keys";

    public static void Check(JsonObject schema, string path, FieldErrors errors)
    {
        CheckKind(schema, ListType, "array", path, errors, "atomic", "set", "map");
        CheckKind(schema, MapType, "object", path, errors, "atomic", "granular");
        var keys = (schema[Keys] as JsonArray ?? []).Select(key => key?.ToString() ?? "").ToList();
        var items = schema["items"] as JsonObject;
        switch (schema.TextOf(ListType))
        {
            case "map":
                CheckMap(schema, keys, items, path, errors);
                break;
            case "set" when items is not null:
                CheckSet(items, $"{path}.items", errors);
                break;
        }

        if (keys.Count > 0 && schema.TextOf(ListType) != "map")
        {
            const string detail = "must be map if x-kubernetes-list-map-keys is non-empty";
            if (schema[ListType] is { } type)
            {
                errors.Invalid($"{path}.{ListType}", type, detail);
            }
            else
            {
                errors.Required($"{path}.{ListType}", detail);
            }
        }
    }

    private static void CheckKind(JsonObject schema, string extension, string type, string path, FieldErrors errors, params ReadOnlySpan<string> supported)
    {
        if (schema[extension] is null)
        {
            return;
        }

        var detail = $"must be {type} if {extension} is specified";
        if (schema.TextOf("type").Length == 0)
        {
            errors.Required($"{path}.type", detail);
        }
        else if (schema.TextOf("type") != type)
        {
            errors.Invalid($"{path}.type", schema.TextOf("type"), detail);
        }

        errors.OneOf(schema, extension, path, supported);
    }

    private static void CheckMap(JsonObject schema, List<string> keys, JsonObject? items, string path, FieldErrors errors)
    {
        if (keys.Count == 0)
        {
            errors.Required($"{path}.{Keys}", "must not be empty if x-kubernetes-list-type is map");
            return;
        }

        if (items is null)
        {
            errors.Required($"{path}.items", "must have a schema if x-kubernetes-list-type is map");
            return;
        }

        if (items.TextOf("type") != "object")
        {
            errors.Invalid($"{path}.items.type", items.TextOf("type"), "must be object if parent array's x-kubernetes-list-type is map");
        }

        if (items["properties"] is not JsonObject { Count: > 0 } properties)
        {
            errors.Required($"{path}.items.properties", "must not be empty if parent array's x-kubernetes-list-type is map");
            return;
        }

        if (items.IsTrue("nullable"))
        {
            errors.Forbidden($"{path}.items.nullable", "cannot be nullable when x-kubernetes-list-type is map");
        }

        for (var i = 0; i < keys.Count; i++)
        {
            if (keys.IndexOf(keys[i]) < i)
            {
                errors.Invalid($"{path}.{Keys}", schema[Keys], "must not contain duplicate entries");
            }
            else if (properties[keys[i]] is not JsonObject key)
            {
                errors.Invalid($"{path}.{Keys}", schema[Keys], "entries must all be names of item properties");
            }
            else
            {
                CheckKey(keys[i], key, items, $"{path}.items.properties[{keys[i]}]", errors);
            }
        }
    }

    private static void CheckKey(string name, JsonObject key, JsonObject items, string path, FieldErrors errors)
    {
        if (key.TextOf("type") is "array" or "object")
        {
            errors.Invalid($"{path}.type", key.TextOf("type"), "must be a scalar type if parent array's x-kubernetes-list-type is map");
        }

        if (key.IsTrue("nullable"))
        {
            errors.Forbidden($"{path}.nullable", "this property is in x-kubernetes-list-map-keys, so it cannot be nullable");
        }

        var isRequired = (items["required"] as JsonArray ?? []).Any(required => required?.ToString() == name);
        if (!isRequired && key["default"] is null)
        {
            errors.Required($"{path}.default", "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property");
        }
    }

    private static void CheckSet(JsonObject items, string path, FieldErrors errors)
    {
        const string detail = "must be atomic as item of a list with x-kubernetes-list-type=set";
        if (items.IsTrue("nullable"))
        {
            errors.Forbidden($"{path}.nullable", "cannot be nullable when x-kubernetes-list-type is set");
        }

        if (items.TextOf("type") == "object" && items.TextOf(MapType) != "atomic")
        {
            errors.Invalid($"{path}.{MapType}", items[MapType], detail);
        }

        if (items.TextOf("type") == "array" && items.TextOf(ListType) is not ("" or "atomic"))
        {
            errors.Invalid($"{path}.{ListType}", items[ListType], detail);
        }
    }
}
