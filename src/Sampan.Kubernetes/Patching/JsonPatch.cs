using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;

namespace Sampan.Kubernetes.Patching;

/// <summary>
/// JSON patch, RFC 6902, as the API server reads it: a pointer's text before its first slash is ignored, negative
/// indexes count from the end, and <c>replace</c> of a missing member adds it.
/// </summary>
public static class JsonPatch
{
    /// <summary>The most operations that one patch may have.</summary>
    public const int MaxOperations = 10_000;

    /// <summary>The document with all operations applied; neither argument is changed.</summary>
    /// <exception cref="ApiException">400: the patch is no patch. 413: too many operations. 422: an operation does not apply.</exception>
    public static JsonObject Apply(JsonObject document, JsonNode? patch)
    {
        if (patch is not JsonArray operations)
        {
            throw ApiException.BadRequest($"error decoding patch: json: cannot unmarshal {GoValues.JsonKind(patch)} into Go value of type jsonpatch.Patch");
        }

        if (operations.Count > MaxOperations)
        {
            throw new ApiException(new ApiStatus(
                413,
                StatusReasons.RequestEntityTooLarge,
                $"Request entity too large: The allowed maximum operations in a JSON patch is {MaxOperations}, got {operations.Count}"));
        }

        var result = document.DeepClone().AsObject();
        foreach (var entry in operations)
        {
            if (entry is not JsonObject operation)
            {
                throw ApiException.BadRequest($"error decoding patch: json: cannot unmarshal {GoValues.JsonKind(entry)} into Go value of type jsonpatch.Operation");
            }

            Apply(result, operation);
        }

        return result;
    }

    /// <summary>Applies one operation to a document, in place.</summary>
    /// <param name="document">The document; unchanged where the operation does not apply.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="why">Why it does not apply, in the words of the API server's library; empty where it does.</param>
    public static bool TryApply(JsonObject document, JsonNode? operation, out string why)
    {
        why = "";
        try
        {
            Apply(document, operation as JsonObject ?? []);
            return true;
        }
        catch (ApiException)
        {
            var (name, path) = ((operation as JsonObject)?["op"]?.ToString() ?? "", (operation as JsonObject)?["path"]?.ToString() ?? "");
            why = name == "test"
                ? $"testing path {path} failed: test failed"
                : $"{name} operation does not apply: doc is missing path: \"{path}\": missing value";
            return false;
        }
    }

    private static void Apply(JsonObject document, JsonObject operation)
    {
        var path = Pointer(operation, "path");
        switch (Text(operation, "op"))
        {
            case "add":
                path.Add(document, Value(operation));
                break;
            case "replace":
                path.Replace(document, Value(operation));
                break;
            case "remove":
                path.Remove(document);
                break;
            case "move":
                path.Add(document, Pointer(operation, "from").Remove(document));
                break;
            case "copy":
                path.Add(document, Pointer(operation, "from").Find(document)?.DeepClone());
                break;
            case "test":
                if (!JsonNode.DeepEquals(path.FindOrNull(document), operation["value"]))
                {
                    throw DoesNotApply();
                }

                break;
            default:
                throw DoesNotApply();
        }
    }

    private static JsonNode? Value(JsonObject operation) => operation["value"]?.DeepClone();

    private static JsonPointer Pointer(JsonObject operation, string member) => JsonPointer.Parse(Text(operation, member));

    private static string Text(JsonObject operation, string member) =>
        operation[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw DoesNotApply();

    /// <summary>The one answer that the API server has for an operation that does not apply.</summary>
    internal static ApiException DoesNotApply() =>
        new(new ApiStatus(422, StatusReasons.Invalid, "the server rejected our request due to an error in our request") { Details = new StatusDetails() });
}
