using System.Text.Json.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Metrics;

/// <summary>
/// Registers the metrics of simulated nodes: the APIService that makes the cluster's own server answer for them, and the
/// role by which whoever may view may read them, as metrics-server's manifests have it. Whoever has installed that keeps it.
/// </summary>
internal sealed class MetricsRegistration(ControllerContext context) : IController
{
    private static readonly ResourceType ApiServices = new("apiregistration.k8s.io", "v1", "apiservices", "APIService", Namespaced: false);
    private static readonly ResourceType ClusterRoles = new("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", Namespaced: false);

    public string Name => "metrics-registration";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CreateAsync(ClusterRoles, Role(), cancellationToken);
            await CreateAsync(ApiServices, Service(), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The cluster stops.
        }
    }

    private async ValueTask CreateAsync(ResourceType type, JsonObject draft, CancellationToken cancellationToken)
    {
        try
        {
            await context.Cluster.CreateAsync(type, KubernetesObject.From(draft), ControllerContext.Write, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            // The one that is there stays.
        }
    }

    private static JsonObject Service() => new()
    {
        ["apiVersion"] = "apiregistration.k8s.io/v1",
        ["kind"] = "APIService",
        ["metadata"] = new JsonObject { ["name"] = "v1beta1.metrics.k8s.io" },
        ["spec"] = new JsonObject { ["group"] = "metrics.k8s.io", ["version"] = "v1beta1", ["groupPriorityMinimum"] = 100, ["versionPriority"] = 100 },
    };

    private static JsonObject Role() => new()
    {
        ["apiVersion"] = "rbac.authorization.k8s.io/v1",
        ["kind"] = "ClusterRole",
        ["metadata"] = new JsonObject
        {
            ["name"] = "system:aggregated-metrics-reader",
            ["labels"] = new JsonObject
            {
                ["rbac.authorization.k8s.io/aggregate-to-admin"] = "true",
                ["rbac.authorization.k8s.io/aggregate-to-edit"] = "true",
                ["rbac.authorization.k8s.io/aggregate-to-view"] = "true",
            },
        },
        ["rules"] = new JsonArray(new JsonObject
        {
            ["apiGroups"] = new JsonArray("metrics.k8s.io"),
            ["resources"] = new JsonArray("pods", "nodes"),
            ["verbs"] = new JsonArray("get", "list", "watch"),
        }),
    };
}
