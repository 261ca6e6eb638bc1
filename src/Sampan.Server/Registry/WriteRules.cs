using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Kinds;
using Sampan.Server.Validation;

namespace Sampan.Server.Registry;

/// <summary>What happens to a draft between being read and being stored: its kind's own preparations and checks.</summary>
internal static class WriteRules
{
    public static void PrepareCreate(ServedCluster cluster, ServedResource resource, JsonObject draft, WriteRequest request)
    {
        KindPreparation.OnCreate(cluster, resource, draft, request);
        Refuse(resource, draft, [.. BuiltInValidation.ValidateCreate(draft, resource.Type.GroupVersionKind), .. resource.CustomSchema?.Validate(draft, null, request.Warnings) ?? []]);
    }

    public static void PrepareUpdate(ServedCluster cluster, ServedResource resource, string? subresource, JsonObject draft, JsonObject before, WriteRequest request)
    {
        KindPreparation.OnUpdate(cluster, resource, subresource, draft, before, request);
        var causes = MetadataRules.CheckUpdate(draft, before);
        if (subresource is null)
        {
            causes = [.. causes, .. BuiltInValidation.ValidateUpdate(draft, before, resource.Type.GroupVersionKind)];
        }

        Refuse(resource, draft, [.. causes, .. resource.CustomSchema?.Validate(draft, before, request.Warnings) ?? []]);
    }

    private static void Refuse(ServedResource resource, JsonObject draft, IReadOnlyList<StatusCause> causes)
    {
        if (causes.Count > 0)
        {
            throw ApiErrors.Invalid(resource.Type.GroupVersionKind, draft.Metadata().Text("name"), causes);
        }
    }
}
