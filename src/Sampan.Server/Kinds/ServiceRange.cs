using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>networking.k8s.io/v1 ServiceCIDR <c>kubernetes</c>: the range that service addresses come from (kubernetes/pkg/controlplane/controller/defaultservicecidr).</summary>
internal static class ServiceRange
{
    private static readonly ResourceType Type = new("networking.k8s.io", "v1", "servicecidrs", "ServiceCIDR", Namespaced: false);

    /// <summary>Creates it, ready, unless the store already has it.</summary>
    public static async ValueTask CreateAsync(ServedCluster cluster, WriteRequest request, CancellationToken cancellationToken)
    {
        var resource = cluster.Resource(Type);
        var range = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "kubernetes" },
            ["spec"] = new JsonObject { ["cidrs"] = new JsonArray(ServiceAddresses.Range.ToString()) },
        };
        try
        {
            var created = await cluster.Creator.CreateAsync(resource, "", range, request, cancellationToken);
            await cluster.Updater.UpdateAsync(resource, created.NamespacedName, new ObjectChange(current => Ready(current!, cluster.Now)) { Subresource = "status" }, request, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            // A cluster that the store already had.
        }
    }

    private static JsonObject Ready(KubernetesObject range, string now)
    {
        JsonObject draft = range.ToDraft();
        draft["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "Ready",
                ["status"] = "True",
                ["lastTransitionTime"] = now,
                ["reason"] = "",
                ["message"] = "Kubernetes default Service CIDR is ready",
            }),
        };
        return draft;
    }
}
