using Sampan.Controllers.Runtime;
using Sampan.Fleet.Api;
using Sampan.Fleet.Hub;
using Sampan.Fleet.Naming;
using Sampan.Fleet.Status;
using Sampan.Fleet.Works;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Propagation;

/// <summary>Keeps the works of each binding: one for each member chosen, as the override policies make it.</summary>
internal sealed class WorksReconciler(HubContext hub, ResourceType type) : IReconciler
{
    private readonly string _idLabel = PermanentIds.LabelOf(type);
    private readonly WorkWriter _writer = new(hub);

    public static Controller Create(HubContext hub, ResourceType type)
    {
        var bindings = hub.Informers.For(type);
        var loop = FleetControllers.Loop(hub, $"works of {type.Plural}", new WorksReconciler(hub, type))
            .Watches(bindings, KeysOf.Itself)
            .Watches(hub.Informers.For(FleetTypes.Works), change => WorkOrigin.Of(change.Object, type));
        foreach (var overrides in (ResourceType[])[FleetTypes.OverridePolicies, FleetTypes.ClusterOverridePolicies])
        {
            loop.Watches(hub.Informers.For(overrides), change => bindings.All
                .Where(binding => !overrides.Namespaced || binding.Metadata.Namespace == change.Object.Metadata.Namespace)
                .Select(binding => binding.NamespacedName));
        }

        return loop;
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (hub.Informers.For(type).Get(key) is not { } binding)
        {
            return ReconcileResult.Done;
        }

        var id = binding.Metadata.Labels.GetValueOrDefault(_idLabel, "");
        var works = hub.Informers.For(FleetTypes.Works).Index(IndexKeys.Label)[$"{_idLabel}={id}"];
        if (binding.Metadata.DeletionTimestamp is not null)
        {
            await DeleteAsync(works, cancellationToken);
            if (works.Count == 0)
            {
                var finalizer = type == FleetTypes.ResourceBindings ? FleetFinalizers.Binding : FleetFinalizers.ClusterBinding;
                await hub.Cluster.RemoveFinalizerAsync(type, binding, finalizer, cancellationToken);
            }

            return ReconcileResult.Done;
        }

        var kept = BindingClusters.Existing(binding.Root.Member("spec") ?? default);
        await DeleteAsync(works.Where(work => ExecutionNamespace.ClusterOf(work.Metadata.Namespace) is not { } cluster || !kept.Contains(cluster)), cancellationToken);
        return await WriteAsync(binding, cancellationToken);
    }

    private async ValueTask<ReconcileResult> WriteAsync(KubernetesObject binding, CancellationToken cancellationToken)
    {
        if (await FindTemplateAsync(binding, cancellationToken) is not { } template)
        {
            // Gone; its binding follows.
            return ReconcileResult.Done;
        }

        List<string> failures = [];
        foreach (var build in WorkBuilder.Build(template, binding, hub.Clusters, hub.Overrides, hub.Interpreter))
        {
            if (build.Work is null)
            {
                failures.Add($"{build.Cluster}: {build.Error}");
            }
            else
            {
                await _writer.WriteAsync(build.Work, cancellationToken);
            }
        }

        return failures.Count == 0 ? ReconcileResult.Done : throw new InvalidOperationException($"works of {binding}: {string.Join("; ", failures)}");
    }

    private async ValueTask<KubernetesObject?> FindTemplateAsync(KubernetesObject binding, CancellationToken cancellationToken)
    {
        var resource = binding.Root.Member("spec", "resource") ?? default;
        var kind = GroupVersionKind.Parse(resource.StringOrEmpty("apiVersion"), resource.StringOrEmpty("kind"));
        return await hub.Types.FindAsync(kind, cancellationToken) is { } templateType
            ? await hub.Cluster.FindAsync(templateType, new NamespacedName(resource.StringOrEmpty("namespace"), resource.StringOrEmpty("name")), cancellationToken)
            : null;
    }

    private async Task DeleteAsync(IEnumerable<KubernetesObject> works, CancellationToken cancellationToken)
    {
        foreach (var work in works.Where(work => work.Metadata.DeletionTimestamp is null))
        {
            await hub.Cluster.DeleteIfPresentAsync(FleetTypes.Works, work.NamespacedName, cancellationToken);
        }
    }
}
