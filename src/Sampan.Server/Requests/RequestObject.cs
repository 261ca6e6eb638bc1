using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Decoding;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>The object in a body, held against its type.</summary>
internal static class RequestObject
{
    public static JsonObject Read(ApiRequest request, GroupVersionKind kind, WriteRequest write)
    {
        var body = RequestBody.Read(request, kind);
        var duplicates = body.Json is { Length: > 0 } json && write.FieldValidation != FieldValidation.Ignore ? DuplicateFields.Find(json.Span) : [];
        return DraftDecoding.Decode(body.Object, kind, duplicates, write);
    }
}
