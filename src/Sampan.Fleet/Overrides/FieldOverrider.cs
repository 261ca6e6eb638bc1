using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Fleet.Overrides;

/// <summary>Changes JSON or YAML that an object carries as text, such as a file in a ConfigMap. Comments in YAML are lost.</summary>
internal static class FieldOverrider
{
    public static void Apply(JsonObject draft, JsonElement overrider)
    {
        var path = overrider.StringOrEmpty("fieldPath");
        if (FieldPointer.Find(draft, path) is not JsonValue field || !field.TryGetValue<string>(out var text))
        {
            throw new OverrideException($"field path \"{path}\" leads to no text");
        }

        if (field.Parent is JsonArray list)
        {
            list[field.GetElementIndex()] = Change(text, overrider);
        }
        else
        {
            field.Parent![field.GetPropertyName()] = Change(text, overrider);
        }
    }

    private static string Change(string text, JsonElement overrider)
    {
        try
        {
            if (overrider.Items("yaml").Any())
            {
                var changed = DocumentPatch.Apply(Container(JsonNode.Parse(YamlToJson.Convert(text))), Operations(overrider, "yaml"));
                return JsonElement.Parse(changed!.ToUtf8Bytes()).ToYaml(YamlStyle.Kubernetes);
            }

            // Without operations of either kind, upstream leaves an empty text.
            return text.Length == 0 || !overrider.Items("json").Any()
                ? ""
                : Encoding.UTF8.GetString(DocumentPatch.Apply(Container(JsonNode.Parse(text)), Operations(overrider, "json"))!.ToUtf8Bytes());
        }
        catch (Exception exception) when (exception is JsonException or YamlSyntaxException)
        {
            throw new OverrideException($"field path \"{overrider.StringOrEmpty("fieldPath")}\" cannot be read: {exception.Message}");
        }
    }

    private static IEnumerable<PatchOperation> Operations(JsonElement overrider, string format) =>
        overrider.Items(format).Select(entry => PatchOperation.Of(entry, "subPath"));

    private static JsonNode Container(JsonNode? document) =>
        document is JsonObject or JsonArray ? document : throw new OverrideException("the text is neither a map nor a list");
}
