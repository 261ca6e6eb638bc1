using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;
using Sampan.Server.Schemas;

namespace Sampan.Server.Decoding;

/// <summary>
/// Lists that are given empty in fields that are always written. Whoever gives one owns the field, but the store's
/// protobuf does not tell it from none: what is read again is null.
/// </summary>
internal static class EmptyLists
{
    /// <summary>Makes them null, in place.</summary>
    public static void Forget(JsonObject draft, TypeDefinition type)
    {
        foreach (var field in type.FieldsWithLists)
        {
            if (draft.TryGetPropertyValue(field.Name, out var value) && value is not null)
            {
                if (value is JsonArray { Count: 0 } && field.Presence.HasFlag(GoPresence.Always))
                {
                    draft[field.Name] = null;
                }
                else
                {
                    Forget(value, field);
                }
            }
        }
    }

    private static void Forget(JsonNode? value, FieldDefinition field)
    {
        switch (field.Shape, value)
        {
            case (SchemaShape.Struct, JsonObject members):
                Forget(members, field.Type!);
                break;
            case (SchemaShape.List, JsonArray items):
                foreach (var item in items)
                {
                    Forget(item, field.ElementDefinition!);
                }

                break;
            case (SchemaShape.Map, JsonObject entries):
                foreach (var (_, entry) in entries)
                {
                    Forget(entry, field.ElementDefinition!);
                }

                break;
        }
    }
}
