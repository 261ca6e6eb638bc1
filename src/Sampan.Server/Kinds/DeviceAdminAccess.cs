using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Defaulting;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>
/// Claims for administrative access to devices that others use: only namespaces that say so may have them
/// (kubernetes/pkg/registry/resource AuthorizedForAdmin).
/// </summary>
internal static class DeviceAdminAccess
{
    private const string Label = "resource.kubernetes.io/admin-access";

    /// <summary>What a write asks for that its namespace may not have; nothing if all is well.</summary>
    public static IReadOnlyList<StatusCause> Check(ServedCluster cluster, ServedResource resource, string? subresource, JsonObject draft, JsonObject? before) =>
        IsWanted(resource, subresource, draft, before) && !IsAllowed(cluster, draft.Metadata().Text("namespace"))
            ? [new StatusCause("FieldValueForbidden", $"Forbidden: admin access to devices requires the `{Label}: true` label on the containing namespace", "")]
            : [];

    private static bool IsWanted(ServedResource resource, string? subresource, JsonObject draft, JsonObject? before) => (resource.Type.GroupResource, subresource) switch
    {
        ("resourceclaims.resource.k8s.io", null) => IsRequested(draft.At("spec", "devices")),
        ("resourceclaimtemplates.resource.k8s.io", null) => IsRequested(draft.At("spec", "spec", "devices")),
        ("resourceclaims.resource.k8s.io", "status") => IsGranted(draft) && !IsGranted(before),
        _ => false,
    };

    private static bool IsRequested(JsonObject? devices) => devices.Each("requests").Any(request => request.At("exactly").IsTrue("adminAccess"));

    private static bool IsGranted(JsonObject? claim) => claim.At("status", "allocation", "devices").Each("results").Any(result => result.IsTrue("adminAccess"));

    private static bool IsAllowed(ServedCluster cluster, string @namespace) =>
        cluster.Store.Current.Get(cluster.Resource(WellKnownTypes.Namespaces).Key(NamespacedName.ClusterScoped(@namespace))) is { } found
        && found.Object.Metadata.Labels.GetValueOrDefault(Label) == "true";
}
