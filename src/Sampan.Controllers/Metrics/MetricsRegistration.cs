using System.Text.Json.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Metrics;

/// <summary>
/// Registers the metrics of simulated nodes: the APIService that makes the cluster's own server answer for them, and the
/// role by which whoever may view may read them, as metrics-server's manifests have it. Whoever has installed that keeps it;
/// when it goes, the cluster's own come back.
/// </summary>
internal sealed class MetricsRegistration : IReconciler
{
    private const string Group = "metrics.k8s.io";
    private static readonly ResourceType ApiServices = new("apiregistration.k8s.io", "v1", "apiservices", "APIService", Namespaced: false);
    private static readonly ResourceType ClusterRoles = new("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", Namespaced: false);
    private static readonly NamespacedName ServiceName = NamespacedName.ClusterScoped($"v1beta1.{Group}");

    // Whoever deletes the APIService to create another comes first.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly ControllerContext _context;
    private readonly Informer _services;
    private bool _wasRegistered;
    private DateTimeOffset? _missingSince;

    private MetricsRegistration(ControllerContext context, Informer services)
    {
        _context = context;
        _services = services;
    }

    /// <summary>The controller of a cluster's registration.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var services = context.Informers.For(ApiServices);
        var controller = context.Controller("metrics-registration", new MetricsRegistration(context, services)).Watches(services, KeysOf.Constant(ServiceName));
        controller.Queue.Add(ServiceName);
        return controller;
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_services.All.Any(service => service.Root.Member("spec")?.String("group") == Group))
        {
            (_wasRegistered, _missingSince) = (true, null);
            return ReconcileResult.Done;
        }

        var now = _context.Time.GetUtcNow();
        _missingSince ??= now;
        if (_wasRegistered && _missingSince + Grace - now is { } left && left > TimeSpan.Zero)
        {
            return ReconcileResult.After(left);
        }

        await CreateAsync(ClusterRoles, Role(), cancellationToken);
        await CreateAsync(ApiServices, Service(), cancellationToken);
        return ReconcileResult.Done;
    }

    private async ValueTask CreateAsync(ResourceType type, JsonObject draft, CancellationToken cancellationToken)
    {
        try
        {
            await _context.Cluster.CreateAsync(type, KubernetesObject.From(draft), ControllerContext.Write, cancellationToken);
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
        ["metadata"] = new JsonObject { ["name"] = ServiceName.Name },
        ["spec"] = new JsonObject { ["group"] = Group, ["version"] = "v1beta1", ["groupPriorityMinimum"] = 100, ["versionPriority"] = 100 },
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
            ["apiGroups"] = new JsonArray(Group),
            ["resources"] = new JsonArray("pods", "nodes"),
            ["verbs"] = new JsonArray("get", "list", "watch"),
        }),
    };
}
