using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Server.Registry;
using Sampan.Server.Webhooks;

namespace Sampan.Server.CustomResources.Conversion;

/// <summary>One object that a conversion webhook has answered with: of its metadata, only labels and annotations are the webhook's to change.</summary>
internal static class ConvertedObject
{
    private static readonly string[] Changeable = ["labels", "annotations"];

    /// <summary>The object with the metadata that it had.</summary>
    /// <exception cref="WebhookException">It is another object, or of another version than was asked for. The message goes on after the webhook's name.</exception>
    public static JsonObject Take(JsonObject original, JsonElement answered, string desiredApiVersion, int index)
    {
        if (answered.ValueKind != JsonValueKind.Object || JsonNode.Parse(answered.GetRawText()) is not JsonObject converted)
        {
            throw Invalid("Object 'Kind' is missing");
        }

        if (converted.Text("apiVersion") != desiredApiVersion)
        {
            throw Invalid($"invalid groupVersion (expected {desiredApiVersion}, received {converted.Text("apiVersion")})");
        }

        if (converted.Text("kind") != original.Text("kind"))
        {
            throw Invalid($"invalid kind (expected {original.Text("kind")}, received {converted.Text("kind")})");
        }

        foreach (var (field, name) in ((string, string)[])[("name", "name"), ("namespace", "namespace"), ("uid", "UID")])
        {
            var (before, after) = (original.Object("metadata").Text(field), converted.Object("metadata").Text(field));
            if (before != after)
            {
                throw new WebhookException($"returned invalid object: must have the same {name}: {before} != {after}");
            }
        }

        if (converted["metadata"] is not JsonObject)
        {
            throw new WebhookException($"returned invalid metadata: {(converted.ContainsKey("metadata") ? "invalid metadata in converted object" : "missing metadata in converted object")}");
        }

        RestoreMetadata(original, converted);
        return converted;

        WebhookException Invalid(string why) => new($"returned invalid object at index {index}: {why}");
    }

    private static void RestoreMetadata(JsonObject original, JsonObject converted)
    {
        var answered = (JsonObject)converted["metadata"]!;
        var metadata = original.Object("metadata")?.DeepClone().AsObject() ?? [];
        foreach (var field in Changeable)
        {
            metadata.Remove(field);
            if (answered[field] is not { } texts)
            {
                continue;
            }

            if (texts is not JsonObject map || map.Any(entry => entry.Value?.GetValueKind() != JsonValueKind.String))
            {
                throw new WebhookException($"returned invalid metadata: invalid {field} in converted object");
            }

            metadata[field] = map.DeepClone();
        }

        converted["metadata"] = metadata;
    }
}
