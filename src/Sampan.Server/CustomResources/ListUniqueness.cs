using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Server.CustomResources;

/// <summary>Lists of type set have no value twice, lists of type map no key.</summary>
internal static class ListUniqueness
{
    public static void Check(JsonNode? value, StructuralSchema schema, string path, List<StatusCause> causes)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var (name, member) in members)
                {
                    if ((schema.Properties.GetValueOrDefault(name) ?? schema.Values) is { } below)
                    {
                        Check(member, below, path.Length == 0 ? name : $"{path}.{name}", causes);
                    }
                }

                break;
            case JsonArray items when schema.Items is { } element:
                CheckItems(items, schema, path, causes);
                for (var i = 0; i < items.Count; i++)
                {
                    Check(items[i], element, At(path, i), causes);
                }

                break;
        }
    }

    private static void CheckItems(JsonArray items, StructuralSchema schema, string path, List<StatusCause> causes)
    {
        if (schema.ListType == ListType.Atomic)
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            var identity = Text(schema.ListType == ListType.Set ? items[i] : Keys(items[i], schema));
            if (!seen.Add(identity))
            {
                causes.Add(new StatusCause("FieldValueDuplicate", $"Duplicate value: {identity}", At(path, i)));
            }
        }
    }

    private static JsonObject Keys(JsonNode? item, StructuralSchema schema)
    {
        var keys = new JsonObject();
        foreach (var name in schema.ListMapKeys.Order(StringComparer.Ordinal))
        {
            if ((item as JsonObject)?[name] is { } value)
            {
                keys[name] = value.DeepClone();
            }
        }

        return keys;
    }

    private static string At(string path, int index) => $"{path}[{index.ToString(CultureInfo.InvariantCulture)}]";

    private static string Text(JsonNode? value) => value is null ? "null" : Encoding.UTF8.GetString(value.ToUtf8Bytes());
}
