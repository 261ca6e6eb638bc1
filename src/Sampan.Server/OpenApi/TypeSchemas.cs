using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;
using Sampan.Server.Schemas;

namespace Sampan.Server.OpenApi;

/// <summary>Writes built-in types as OpenAPI v3 schemas, with every type that they lead to.</summary>
internal sealed class TypeSchemas
{
    private readonly SortedDictionary<string, JsonObject> _schemas = new(StringComparer.Ordinal);

    /// <summary>Adds a type, and answers the name of its schema.</summary>
    public string Add(TypeDefinition type)
    {
        var name = SchemaNames.Of(type.Name);
        if (!_schemas.ContainsKey(name))
        {
            var schema = _schemas[name] = [];
            Fill(schema, type);
        }

        return name;
    }

    /// <summary>Adds a schema that is no built-in type's.</summary>
    public void Add(string name, JsonObject schema) => _schemas[name] = schema;

    /// <summary>The <c>components.schemas</c> object. Called once: the schemas become its own.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (name, schema) in _schemas)
        {
            json[name] = schema;
        }

        return json;
    }

    private void Fill(JsonObject schema, TypeDefinition type)
    {
        Describe(schema, Descriptions.Of(type.Name));
        switch (type.Name)
        {
            case BuiltInTypes.Quantity:
                schema["oneOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, new JsonObject { ["type"] = "number" });
                return;
            case BuiltInTypes.IntOrString:
                schema["oneOf"] = new JsonArray(new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string" });
                schema["format"] = "int-or-string";
                return;
            case BuiltInTypes.Time or BuiltInTypes.MicroTime:
                schema["type"] = "string";
                schema["format"] = "date-time";
                return;
        }

        if (type.OpenApiType.Length > 0)
        {
            schema["type"] = type.OpenApiType;
        }

        if (type.Required.Count > 0)
        {
            schema["required"] = new JsonArray([.. type.Required.Select(name => (JsonNode)name)]);
        }

        if (type.Fields.Count > 0)
        {
            var properties = new JsonObject();
            schema["properties"] = properties;
            foreach (var field in type.Fields.Values)
            {
                properties[field.Name] = Property(type, field);
            }
        }

        if (type.Kinds.ToList() is { Count: > 0 } kinds)
        {
            schema["x-kubernetes-group-version-kind"] = new JsonArray([.. kinds.Select(kind => (JsonNode)OpenApiOperations.Kind(kind))]);
        }

        if (type.IsAtomic)
        {
            schema["x-kubernetes-map-type"] = "atomic";
        }
    }

    private JsonObject Property(TypeDefinition type, FieldDefinition field)
    {
        var property = new JsonObject();
        Describe(property, WithValues(Descriptions.Of(type.Name, field.Name), field.Enum));
        Fill(property, field);
        return property;
    }

    // As kube-openapi lists them, for the pages that are made from these documents.
    private static string WithValues(string text, IReadOnlyCollection<string> values) =>
        values.Count == 0 ? text : $"{text}\n\nPossible enum values:\n{string.Join('\n', values.Select(value => $" - `\"{value}\"`"))}";

    private void Fill(JsonObject target, FieldDefinition field)
    {
        if (field.Type is { } type)
        {
            target["allOf"] = new JsonArray(new JsonObject { ["$ref"] = SchemaNames.Reference(Add(type)) });
            if (field.Shape == SchemaShape.Struct)
            {
                target["default"] = new JsonObject();
            }

            FillMerging(target, field);
            return;
        }

        target["type"] = field.OpenApiType;
        Set(target, "format", field.Format);
        if (field.Enum.Count > 0)
        {
            target["enum"] = new JsonArray([.. field.Enum.Select(value => (JsonNode)value)]);
        }

        if (field.Default is { } value)
        {
            target["default"] = value.DeepClone();
        }

        if (field.ElementDefinition is { } element)
        {
            var inner = new JsonObject();
            Fill(inner, element);
            target[field.Shape == SchemaShape.List ? "items" : "additionalProperties"] = inner;
        }

        FillMerging(target, field);
    }

    private static void FillMerging(JsonObject target, FieldDefinition field)
    {
        if (field.Shape == SchemaShape.List)
        {
            target["x-kubernetes-list-type"] = field.ListType switch { ListType.Map => "map", ListType.Set => "set", _ => "atomic" };
        }

        if (field.ListMapKeys.Count > 0)
        {
            target["x-kubernetes-list-map-keys"] = new JsonArray([.. field.ListMapKeys.Select(key => (JsonNode)key)]);
        }

        if (field.IsAtomic && field.Shape == SchemaShape.Map)
        {
            target["x-kubernetes-map-type"] = "atomic";
        }

        Set(target, "x-kubernetes-patch-merge-key", field.PatchMergeKey ?? "");
        Set(target, "x-kubernetes-patch-strategy", string.Join(',', Words(field.PatchStrategy)));
    }

    private static IEnumerable<string> Words(PatchStrategy strategy)
    {
        if (strategy.HasFlag(PatchStrategy.Merge))
        {
            yield return "merge";
        }

        if (strategy.HasFlag(PatchStrategy.RetainKeys))
        {
            yield return "retainKeys";
        }

        if (strategy.HasFlag(PatchStrategy.Replace))
        {
            yield return "replace";
        }
    }

    private static void Describe(JsonObject target, string text) => Set(target, "description", text);

    private static void Set(JsonObject target, string name, string value)
    {
        if (value.Length > 0)
        {
            target[name] = value;
        }
    }
}
