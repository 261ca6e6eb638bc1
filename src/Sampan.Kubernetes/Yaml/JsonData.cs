using System.Text;
using System.Text.Json;

namespace Sampan.Kubernetes.Yaml;

/// <summary>Parsed JSON as a source of data, and as YAML.</summary>
public static class JsonData
{
    /// <summary>The element as a YAML document, keys in the style's order; ends with a line feed.</summary>
    public static string ToYaml(this JsonElement element, YamlStyle style)
    {
        var text = new StringBuilder();
        element.PushTo(new YamlWriter(text, style), style.KeyOrder);
        return text.ToString();
    }

    /// <summary>Pushes the element's data into a sink; keys in the given order, or as they stand where it is null.</summary>
    public static void PushTo(this JsonElement element, IDataSink sink, IComparer<string>? keyOrder)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                PushObject(element, sink, keyOrder);
                break;
            case JsonValueKind.Array:
                sink.BeginSequence(element.GetArrayLength());
                foreach (var item in element.EnumerateArray())
                {
                    item.PushTo(sink, keyOrder);
                }

                sink.EndSequence();
                break;
            case JsonValueKind.String:
                sink.Text(element.GetString()!);
                break;
            case JsonValueKind.Number:
                PushNumber(element, sink);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                sink.Boolean(element.ValueKind == JsonValueKind.True);
                break;
            default:
                sink.Null();
                break;
        }
    }

    private static void PushObject(JsonElement element, IDataSink sink, IComparer<string>? keyOrder)
    {
        IEnumerable<JsonProperty> properties = element.EnumerateObject();
        if (keyOrder is not null)
        {
            properties = properties.OrderBy(property => property.Name, keyOrder);
        }

        sink.BeginMapping(element.GetPropertyCount());
        foreach (var property in properties)
        {
            sink.Key(property.Name);
            property.Value.PushTo(sink, keyOrder);
        }

        sink.EndMapping();
    }

    private static void PushNumber(JsonElement element, IDataSink sink)
    {
        if (element.TryGetInt64(out var integer))
        {
            sink.Integer(integer);
        }
        else if (element.TryGetUInt64(out var large))
        {
            sink.LargeInteger(large);
        }
        else
        {
            sink.Float(element.GetDouble());
        }
    }
}
