using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Clusters.Http;

/// <summary>The meta/v1 DeleteOptions of a request.</summary>
internal static class DeleteBody
{
    public static RequestBody Of(DeleteOptions options)
    {
        var body = new JsonObject { ["kind"] = "DeleteOptions", ["apiVersion"] = "v1" };
        if (options.GracePeriodSeconds is { } grace)
        {
            body["gracePeriodSeconds"] = grace;
        }

        if (options.Propagation is { } propagation)
        {
            body["propagationPolicy"] = propagation.ToString();
        }

        if (options.Uid is not null || options.ResourceVersion is not null)
        {
            var preconditions = new JsonObject();
            AddUnlessNull(preconditions, "uid", options.Uid);
            AddUnlessNull(preconditions, "resourceVersion", options.ResourceVersion);
            body["preconditions"] = preconditions;
        }

        if (options.DryRun)
        {
            body["dryRun"] = new JsonArray((JsonNode)"All");
        }

        return RequestBody.Json(body.ToUtf8Bytes());
    }

    private static void AddUnlessNull(JsonObject target, string name, string? value)
    {
        if (value is not null)
        {
            target[name] = value;
        }
    }
}
