using System.Collections.Immutable;
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

        var children = ImmutableSortedDictionary.CreateBuilder<PathElement, FieldSet>();
        if (value is JsonObject members)
        {
            foreach (var (name, member) in members)
            {
                var below = Collect(member, schema?.Field(name));
                var owned = member is null or JsonObject { Count: 0 } || !SchemaWalk.IsStructField(schema, name);
                Put(children, PathElement.Field(name), owned ? new FieldSet(true, below.Children) : below);
            }
        }
        else
        {
            foreach (var item in value!.AsArray())
            {
                var below = Collect(item, schema!.Element);
                Put(children, SchemaWalk.Identify(item, schema), new FieldSet(true, below.Children));
            }
        }

        return new FieldSet(false, children.ToImmutable());
    }

    private static void Put(ImmutableSortedDictionary<PathElement, FieldSet>.Builder children, PathElement element, FieldSet set)
    {
        if (!set.IsEmpty)
        {
            children[element] = children.TryGetValue(element, out var present) ? present.Union(set) : set;
        }
    }
}
