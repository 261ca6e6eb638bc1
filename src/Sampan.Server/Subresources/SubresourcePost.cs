using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Admission;
using Sampan.Server.Registry;

namespace Sampan.Server.Subresources;

/// <summary>POST to a subresource of one object.</summary>
internal static class SubresourcePost
{
    /// <summary>Runs the action and returns its answer.</summary>
    public static async ValueTask<JsonObject> RunAsync(ServedCluster cluster, ServedResource resource, NamespacedName name, string subresource, JsonObject body, WriteRequest request, CancellationToken cancellationToken)
    {
        await cluster.Admission.AdmitAsync(Attributes(resource, name, subresource, body, request), cancellationToken);
        switch (resource.Type.GroupResource, subresource)
        {
            case ("pods", "binding"):
                await BindingSubresource.BindAsync(cluster, name, body, request, cancellationToken);
                return Created();
            case ("pods", "eviction"):
                await EvictionSubresource.EvictAsync(cluster, name, body, request, cancellationToken);
                return Created();
            case ("serviceaccounts", "token"):
                return TokenSubresource.Issue(cluster, name, body, request.FieldManager);
            default:
                throw ApiErrors.MethodNotAllowed();
        }
    }

    private static AdmissionAttributes Attributes(ServedResource resource, NamespacedName name, string subresource, JsonObject body, WriteRequest request) => new()
    {
        Operation = AdmissionOperation.Create,
        Resource = resource,
        Subresource = subresource,
        Name = name,
        Object = body,
        User = request.User,
        Audit = request.Audit,
        DryRun = request.DryRun,
        Options = () => request.Options("CreateOptions"),
        Warnings = request.Warnings,
    };

    private static JsonObject Created() => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = "Success",
        ["code"] = 201,
    };
}
