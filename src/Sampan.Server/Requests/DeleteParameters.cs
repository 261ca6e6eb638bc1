using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Registry;
using Sampan.Server.Subresources;

namespace Sampan.Server.Requests;

/// <summary>DeleteOptions, which come as a body or, only where there is none, as query parameters.</summary>
internal static class DeleteParameters
{
    private static readonly GroupVersionKind Kind = new("meta.k8s.io", "v1", "DeleteOptions");

    public static DeleteRequest Read(ApiRequest request)
    {
        if (request.Body.Length > 0)
        {
            return DeleteBody.Read(RequestBody.Read(request, Kind).Object) with { User = request.User, Audit = request.Audit, Warnings = request.Warnings };
        }

        var options = new JsonObject();
        if (request.Query.Integer("gracePeriodSeconds") is { } seconds)
        {
            options["gracePeriodSeconds"] = seconds;
        }

        if (request.Query.Boolean("orphanDependents") is { } orphan)
        {
            options["orphanDependents"] = orphan;
        }

        if (request.Query.Text("propagationPolicy") is { Length: > 0 } policy)
        {
            options["propagationPolicy"] = policy;
        }

        options.SetTexts("dryRun", [.. request.Query.Texts("dryRun").Where(value => value.Length > 0)]);
        return DeleteBody.Read(options) with { User = request.User, Audit = request.Audit, Warnings = request.Warnings };
    }
}
