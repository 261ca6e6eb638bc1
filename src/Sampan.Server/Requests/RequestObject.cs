using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Decoding;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>The object in a body, held against its type.</summary>
internal static class RequestObject
{
    /// <summary>An object of a resource.</summary>
    public static JsonObject Read(ApiRequest request, ServedResource resource, WriteRequest write)
    {
        var body = RequestBody.Read(request, resource.Type.GroupVersionKind);
        return DraftDecoding.Decode(body.Object, resource, Duplicates(body, write), write);
    }

    /// <summary>An object of another kind, such as a subresource's.</summary>
    public static JsonObject Read(ApiRequest request, GroupVersionKind kind, WriteRequest write)
    {
        var body = RequestBody.Read(request, kind);
        return DraftDecoding.Decode(body.Object, kind, Duplicates(body, write), write);
    }

    private static IReadOnlyList<string> Duplicates(RawBody body, WriteRequest write) =>
        body is { Object.Count: > 0, Json: { } json } && write.FieldValidation != FieldValidation.Ignore ? DuplicateFields.Find(json.Span) : [];
}
