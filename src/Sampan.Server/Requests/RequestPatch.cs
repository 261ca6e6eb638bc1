using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>The patch in a body.</summary>
internal static class RequestPatch
{
    /// <summary>Reads it; 415 for a type that the resource does not take.</summary>
    public static Patch Read(ApiRequest request, ServedResource resource)
    {
        PatchType? type = MediaType.Parse(request.ContentType).Name switch
        {
            MediaTypes.JsonPatch => PatchType.Json,
            MediaTypes.MergePatch => PatchType.Merge,
            MediaTypes.StrategicMergePatch => PatchType.StrategicMerge,
            MediaTypes.ApplyPatch => PatchType.Apply,
            _ => null,
        };
        var patch = type switch
        {
            null when resource.IsCustom => throw PatchChange.UnsupportedType(resource),
            null => throw new ApiException(new ApiStatus(415, StatusReasons.UnsupportedMediaType, "415: Unsupported Media Type") { Details = new StatusDetails() }),
            PatchType.Apply => new Patch(PatchType.Apply, RequestBody.Yaml(request.Body, resource.Type.GroupVersionKind)),
            _ => new Patch(type.Value, request.Body),
        };
        request.Audit?.SentPatch(patch.Body);
        return patch;
    }
}
