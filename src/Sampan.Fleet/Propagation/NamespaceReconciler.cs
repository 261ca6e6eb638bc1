using System.Text.Json.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Fleet.Api;
using Sampan.Fleet.Drafts;
using Sampan.Fleet.Hub;
using Sampan.Fleet.Naming;
using Sampan.Fleet.Overrides;
using Sampan.Fleet.Works;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Propagation;

/// <summary>Brings the hub's namespaces to every member, so that what is placed there finds its namespace.</summary>
internal sealed class NamespaceReconciler(HubContext hub) : IReconciler
{
    private readonly WorkWriter _writer = new(hub);

    public static Controller Create(HubContext hub)
    {
        var namespaces = hub.Informers.For(WellKnownTypes.Namespaces);
        return FleetControllers.Loop(hub, "namespaces", new NamespaceReconciler(hub))
            .Watches(namespaces, KeysOf.Itself)
            .Watches(hub.Informers.For(FleetTypes.ClusterOverridePolicies), _ => namespaces.All.Select(@namespace => @namespace.NamespacedName))
            .Watches(hub.Informers.For(FleetTypes.Clusters), change =>
                change is ({ } before, { } after) && before.Metadata.Generation == after.Metadata.Generation ? [] : namespaces.All.Select(@namespace => @namespace.NamespacedName));
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        var @namespace = hub.Informers.For(WellKnownTypes.Namespaces).Get(key);
        var isWanted = @namespace is { Metadata.DeletionTimestamp: null } && IsPropagated(@namespace);
        foreach (var cluster in hub.Clusters)
        {
            var work = new NamespacedName(ExecutionNamespace.Of(cluster.Name), FleetNames.Work("Namespace", key.Name, ""));
            if (isWanted && !cluster.Deleting)
            {
                await _writer.WriteAsync(Work(work, Overriding.Apply(@namespace!.ToDraft(), cluster, hub.Overrides)), cancellationToken);
            }
            else if (hub.Informers.For(FleetTypes.Works).Get(work) is not null)
            {
                await hub.Cluster.DeleteIfPresentAsync(FleetTypes.Works, work, cancellationToken);
            }
        }

        return ReconcileResult.Done;
    }

    private static bool IsPropagated(KubernetesObject @namespace)
    {
        var name = @namespace.Metadata.Name;
        return name != "default"
            && !name.StartsWith("kube-", StringComparison.Ordinal)
            && !ExecutionNamespace.IsReserved(name)
            && @namespace.Metadata.Labels.GetValueOrDefault(FleetLabels.SkipAutoPropagation) != "true";
    }

    private static JsonObject Work(NamespacedName work, OverrideResult overridden)
    {
        var manifest = overridden.Object;
        ManifestPruning.Prune(manifest);
        manifest.Remove("spec");
        manifest.SetAt("true", "metadata", "labels", FleetLabels.Managed);
        manifest.SetAt(work.Namespace, "metadata", "annotations", FleetAnnotations.WorkNamespace);
        manifest.SetAt(work.Name, "metadata", "annotations", FleetAnnotations.WorkName);

        // Members may have the namespace already; there is nothing in it to fight about.
        manifest.SetAt("overwrite", "metadata", "annotations", FleetAnnotations.ConflictResolution);
        ManifestProvenance.Record(manifest);
        var draft = new JsonObject
        {
            ["apiVersion"] = FleetTypes.Works.ApiVersion,
            ["kind"] = FleetTypes.Works.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = work.Name,
                ["namespace"] = work.Namespace,
                ["finalizers"] = new JsonArray(FleetFinalizers.Execution),
            },
            ["spec"] = new JsonObject { ["workload"] = new JsonObject { ["manifests"] = new JsonArray(manifest) } },
        };
        if (overridden.AppliedClusterOverrides is { } applied)
        {
            draft.SetAt(applied, "metadata", "annotations", FleetAnnotations.AppliedClusterOverrides);
        }

        return draft;
    }
}
