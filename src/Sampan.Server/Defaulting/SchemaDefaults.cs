using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Schemas;
using Sampan.Server.Schemas;

namespace Sampan.Server.Defaulting;

/// <summary>What the type table itself says: defaults, such as the protocol of ports, and which maps are lists of resources.</summary>
internal static class SchemaDefaults
{
    // The one group whose maps of quantities are no ResourceList of core/v1.
    private const string DeviceTypes = "resource.v1.";

    public static void Apply(JsonObject draft, GroupVersionKind kind)
    {
        if (BuiltInTypes.Instance.Find(kind) is { } type)
        {
            Apply(draft, type);
        }
    }

    private static void Apply(JsonObject target, TypeDefinition type)
    {
        foreach (var (name, value) in target)
        {
            if (value is not null && type.Fields.TryGetValue(name, out var field))
            {
                Descend(value, field, type);
            }
        }

        foreach (var field in type.Fields.Values)
        {
            if (field.Default is { } value)
            {
                target.Default(field.Name, value.DeepClone());
            }
        }
    }

    private static void Descend(JsonNode value, FieldDefinition field, TypeDefinition owner)
    {
        switch (field.Shape, value)
        {
            case (SchemaShape.Struct, JsonObject members):
                Apply(members, field.Type!);
                break;
            case (SchemaShape.List, JsonArray items) when field.ElementDefinition!.Shape == SchemaShape.Struct:
                foreach (var item in items.OfType<JsonObject>())
                {
                    Apply(item, field.ElementDefinition.Type!);
                }

                break;
            case (SchemaShape.Map, JsonObject resources) when field.ElementDefinition!.Scalar == ScalarType.Quantity:
                if (!owner.Name.StartsWith(DeviceTypes, StringComparison.Ordinal))
                {
                    ResourceListDefaults.Apply(resources);
                }

                break;
            case (SchemaShape.Map, JsonObject entries) when field.ElementDefinition!.Shape == SchemaShape.Struct:
                foreach (var (_, entry) in entries)
                {
                    if (entry is JsonObject members)
                    {
                        Apply(members, field.ElementDefinition.Type!);
                    }
                }

                break;
        }
    }
}
