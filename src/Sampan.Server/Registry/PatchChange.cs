using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Patching;
using Sampan.Server.Decoding;

namespace Sampan.Server.Registry;

/// <summary>Turns a patch into a change of an object.</summary>
internal static class PatchChange
{
    /// <summary>The change that a patch makes.</summary>
    public static ObjectChange Of(ServedCluster cluster, ServedResource resource, Patch patch, string? subresource, WriteRequest request)
    {
        if (patch.Type == PatchType.Apply)
        {
            return FieldManagement.Apply(cluster, resource, ParseObject(patch.Body), subresource, request);
        }

        var apply = Applier(resource, patch);
        var strategic = patch.Type == PatchType.StrategicMerge ? patch : null;
        return new ObjectChange(current => DraftDecoding.DecodePatched(apply(current!.ToDraft()), resource, request, strategic)) { Subresource = subresource };
    }

    /// <summary>From a document to the patched document; the patch is read and checked once, when there is a document: whether the object exists is asked first.</summary>
    public static Func<JsonObject, JsonObject> Applier(ServedResource resource, Patch patch)
    {
        switch (patch.Type)
        {
            case PatchType.Json:
                var operations = new Lazy<JsonNode?>(() => Parse(patch.Body));
                return document => JsonPatch.Apply(document, operations.Value);
            case PatchType.Merge:
                var merge = new Lazy<JsonObject>(() => ParseObject(patch.Body));
                return document => MergePatch.Apply(document, merge.Value);
            case PatchType.StrategicMerge when !resource.IsCustom && resource.Schema is { } schema:
                var strategic = new Lazy<JsonObject>(() => ParseObject(patch.Body));
                return document => StrategicMergePatch.Apply(document, strategic.Value, schema);
            default:
                throw UnsupportedType(resource);
        }
    }

    /// <summary>415 with the patch types that the resource takes.</summary>
    public static ApiException UnsupportedType(ServedResource resource)
    {
        var accepted = resource.IsCustom
            ? "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"
            : "application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml";
        return new ApiException(new ApiStatus(415, StatusReasons.UnsupportedMediaType, $"the body of the request was in an unknown format - accepted media types include: {accepted}"));
    }

    /// <summary>The object that a patch of any type but JSON Patch is.</summary>
    public static JsonObject ParseObject(ReadOnlyMemory<byte> body) => Parse(body) switch
    {
        JsonObject patch => patch,
        JsonArray => throw ApiException.BadRequest("error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}"),
        null => [],
        var scalar => throw ApiException.BadRequest($"error decoding patch: json: cannot unmarshal {GoKind(scalar)} into Go value of type map[string]interface {{}}"),
    };

    private static JsonNode? Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Span.IndexOfAnyExcept(" \n\r\t"u8) < 0)
        {
            throw ApiException.BadRequest("error decoding patch: unexpected end of JSON input");
        }

        try
        {
            return JsonNode.Parse(body.Span, documentOptions: new JsonDocumentOptions { MaxDepth = 512 });
        }
        catch (JsonException exception)
        {
            throw ApiException.BadRequest($"error decoding patch: {JsonSyntaxText.Of(body.Span, exception)}");
        }
    }

    private static string GoKind(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "bool",
    };
}
