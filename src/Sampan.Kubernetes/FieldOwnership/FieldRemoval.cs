using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>Takes fields out of an object.</summary>
internal static class FieldRemoval
{
    /// <summary>The object without the fields of a set; the argument is not changed.</summary>
    public static JsonObject Remove(JsonObject @object, FieldSet fields, IValueSchema schema) => RemoveMembers(@object, fields, schema);

    /// <summary>The set with every known field on the way to its members added, so that emptied objects go too.</summary>
    public static FieldSet WithNamedParents(FieldSet fields, IValueSchema? schema)
    {
        var set = new FieldSetBuilder { IsMember = fields.IsMember };
        foreach (var (element, child) in fields.Children)
        {
            var below = element.IsField ? schema?.Field(element.Content) : schema?.Element;
            var inner = WithNamedParents(child, below);
            var named = element.IsField && SchemaWalk.IsStructField(schema, element.Content);
            set.Add(element, inner.As(inner.IsMember || named));
        }

        return set.Build();
    }

    private static JsonNode? Remove(JsonNode? value, FieldSet fields, IValueSchema? schema) => value switch
    {
        _ when SchemaWalk.IsLeaf(value, schema) => value?.DeepClone(),
        JsonObject members => RemoveMembers(members, fields, schema),
        _ => RemoveElements(value!.AsArray(), fields, schema!),
    };

    private static JsonObject RemoveMembers(JsonObject members, FieldSet fields, IValueSchema? schema)
    {
        var result = new JsonObject();
        foreach (var (name, member) in members)
        {
            switch (fields[PathElement.Field(name)])
            {
                case null:
                    result[name] = member?.DeepClone();
                    break;
                case { IsMember: false } below:
                    result[name] = Remove(member, below, schema?.Field(name));
                    break;
            }
        }

        return result;
    }

    private static JsonArray RemoveElements(JsonArray items, FieldSet fields, IValueSchema schema)
    {
        var result = new JsonArray();
        foreach (var item in items)
        {
            switch (fields[SchemaWalk.Identify(item, schema)])
            {
                case null:
                    result.Add(item?.DeepClone());
                    break;
                case { IsMember: false } below:
                    result.Add(Remove(item, below, schema.Element));
                    break;
            }
        }

        return result;
    }
}
