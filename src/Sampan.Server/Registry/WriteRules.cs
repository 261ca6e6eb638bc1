using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Kinds;
using Sampan.Server.Validation;
using Sampan.Server.Warnings;

namespace Sampan.Server.Registry;

/// <summary>What happens to a draft between being read and being stored: its kind's own preparations and checks.</summary>
internal static class WriteRules
{
    public static void PrepareCreate(ServedCluster cluster, ServedResource resource, JsonObject draft, WriteRequest request)
    {
        KindPreparation.OnCreate(cluster, resource, draft, request);
        var own = resource.CustomSchema is { } custom
            ? CustomObjectValidation.ValidateCreate(draft, resource, custom, request.Warnings)
            : BuiltInValidation.ValidateCreate(draft, resource.Type.GroupVersionKind, cluster.AllowsPrivileged);
        Refuse(resource, draft, [.. DeviceAdminAccess.Check(cluster, resource, null, draft, null), .. own]);
        KindPreparation.AfterValidation(resource, draft);
        UsageWarnings.Add(draft, null, resource.Type.GroupVersionKind, request.Warnings);
    }

    public static void PrepareUpdate(ServedCluster cluster, ServedResource resource, string? subresource, JsonObject draft, JsonObject before, WriteRequest request)
    {
        KindPreparation.OnUpdate(cluster, resource, subresource, draft, before, request);
        var kind = resource.Type.GroupVersionKind;
        var own = resource.CustomSchema is { } custom ? CustomObjectValidation.ValidateUpdate(draft, before, resource, subresource, custom, request.Warnings)
            : subresource is null ? BuiltInValidation.ValidateUpdate(draft, before, kind, cluster.AllowsPrivileged)
            : BuiltInValidation.ValidateSubresource(draft, before, kind, subresource, cluster.AllowsPrivileged);
        Refuse(resource, draft, [.. MetadataRules.CheckUpdate(draft, before), .. DeviceAdminAccess.Check(cluster, resource, subresource, draft, before), .. own]);
        if (subresource is null)
        {
            UsageWarnings.Add(draft, before, kind, request.Warnings);
        }
    }

    private static void Refuse(ServedResource resource, JsonObject draft, IReadOnlyList<StatusCause> causes)
    {
        if (causes.Count > 0)
        {
            // A custom resource is named as it names itself.
            var kind = resource.CustomSchema is null ? resource.Type.GroupVersionKind : GroupVersionKind.Parse(draft.Text("apiVersion"), draft.Text("kind"));
            throw ApiErrors.Invalid(kind, draft.Metadata().Text("name"), causes);
        }
    }
}
