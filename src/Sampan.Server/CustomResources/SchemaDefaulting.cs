using System.Text.Json.Nodes;

namespace Sampan.Server.CustomResources;

/// <summary>Sets the defaults of a schema, from the outside in: the default of an object can have defaults itself.</summary>
internal static class SchemaDefaulting
{
    public static void Apply(JsonNode? value, StructuralSchema schema)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var (name, property) in schema.Properties)
                {
                    if (property.Default is { } standard && !members.ContainsKey(name))
                    {
                        members[name] = standard.DeepClone();
                    }
                }

                foreach (var (name, member) in members)
                {
                    if ((schema.Properties.GetValueOrDefault(name) ?? schema.Values) is { } below)
                    {
                        Apply(member, below);
                    }
                }

                break;
            case JsonArray items when schema.Items is { } element:
                foreach (var item in items)
                {
                    Apply(item, element);
                }

                break;
        }
    }
}
