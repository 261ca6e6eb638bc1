using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>The fields that an object sets: what an applier owns of it (structured-merge-diff's ToFieldSet).</summary>
public static class OwnedFields
{
    /// <summary>The paths of everything in the object.</summary>
    public static FieldSet Of(JsonObject @object, IValueSchema schema) => Collect(@object, schema);

    private static FieldSet Collect(JsonNode? value, IValueSchema? schema)
    {
        if (SchemaWalk.IsLeaf(value, schema))
        {
            return FieldSet.Leaf;
        }

        var set = new FieldSetBuilder();
        if (value is JsonObject members)
        {
            foreach (var (name, member) in members)
            {
                var below = Collect(member, schema?.Field(name));
                var owned = member is null or JsonObject { Count: 0 } || !SchemaWalk.IsStructField(schema, name);
                set.Add(PathElement.Field(name), below.As(below.IsMember || owned));
            }
        }
        else
        {
            foreach (var item in value!.AsArray())
            {
                set.Add(SchemaWalk.Identify(item, schema!), Collect(item, schema!.Element).As(isMember: true));
            }
        }

        return set.Build();
    }
}
