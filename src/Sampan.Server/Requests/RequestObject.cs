using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Yaml;
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
        if (resource.IsCustom && body.Object.Text("kind").Length == 0)
        {
            throw RequestBody.KindMissing(resource.Type.GroupVersionKind, body);
        }

        return DraftDecoding.Decode(body.Object, resource, Duplicates(body, write), write);
    }

    /// <summary>An object of another kind, such as a subresource's.</summary>
    public static JsonObject Read(ApiRequest request, GroupVersionKind kind, WriteRequest write)
    {
        var body = RequestBody.Read(request, kind);
        return DraftDecoding.Decode(body.Object, kind, Duplicates(body, write), write);
    }

    private static IReadOnlyList<string> Duplicates(RawBody body, WriteRequest write)
    {
        if (write.FieldValidation == FieldValidation.Ignore || body.Object.Count == 0)
        {
            return [];
        }

        if (body.Yaml is not { } yaml)
        {
            return body is { HasDuplicates: true, Json: { } json } ? DuplicateFields.Find(json.Span) : [];
        }

        // A refusal quotes the YAML library's one error; warnings are its lines.
        var lines = YamlDuplicateKeys.Find(Encoding.UTF8.GetString(yaml.Span));
        return lines.Count == 0 || write.FieldValidation == FieldValidation.Warn ? lines : [$"yaml: unmarshal errors:\n  {string.Join("\n  ", lines)}"];
    }
}
