using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>
/// What <c>kubectl apply</c> without <c>--server-side</c> left in an object, and how the server hands it over when the same
/// kubectl then applies on the server.
/// </summary>
/// <remarks>The rules of apimachinery's managedfields: they hold for the manager <c>kubectl</c> alone.</remarks>
internal static class ClientSideApply
{
    private const string Manager = "kubectl";
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>All annotations together, keys and values.</summary>
    private const int LargestAnnotations = 256 * 1024;

    /// <summary>The fields that a manager may take from any other: those that kubectl applied before and that are as it applied them.</summary>
    public static FieldSet MayTake(string manager, JsonObject live, IValueSchema schema)
    {
        if (manager != Manager || Text(live) is not { Length: > 0 } text || Parse(text) is not { } last)
        {
            return FieldSet.Empty;
        }

        var difference = FieldComparison.Of(last, Ownership.Without(live), schema);
        return OwnedFields.Of(last, schema).Except(difference.Added.Union(difference.Modified).Union(difference.Removed));
    }

    /// <summary>Where an object keeps the last applied configuration: makes it the one that is applied now.</summary>
    /// <param name="manager">Who applies.</param>
    /// <param name="result">The object to store.</param>
    /// <param name="applied">What was applied.</param>
    public static void Remember(string manager, JsonObject result, JsonObject applied)
    {
        if (manager != Manager || Text(result) is null)
        {
            return;
        }

        var configuration = Ownership.Without(applied);
        if (configuration["metadata"] is JsonObject { } metadata && metadata["annotations"] is JsonObject given)
        {
            given.Remove(Annotation);
            if (given.Count == 0)
            {
                metadata.Remove("annotations");
            }
        }

        var annotations = result["metadata"]!["annotations"]!.AsObject();
        annotations[Annotation] = Write(configuration) + "\n";
        if (annotations.Sum(entry => entry.Key.Length + (entry.Value?.GetValue<string>().Length ?? 0)) > LargestAnnotations)
        {
            annotations.Remove(Annotation);
        }
    }

    private static string? Text(JsonObject @object) =>
        @object["metadata"] is JsonObject metadata && metadata["annotations"] is JsonObject annotations && annotations[Annotation] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            // Somebody edited it: then nothing is handed over.
            return null;
        }
    }

    // As Go writes maps: keys in order, and nothing that a web page could take for markup.
    private static string Write(JsonObject configuration) => Encoding.UTF8.GetString(Sorted(configuration)!.ToUtf8Bytes())
        .Replace("<", "\\u003c", StringComparison.Ordinal)
        .Replace(">", "\\u003e", StringComparison.Ordinal)
        .Replace("&", "\\u0026", StringComparison.Ordinal);

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
