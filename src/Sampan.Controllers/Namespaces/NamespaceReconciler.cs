using System.Text.Json.Nodes;
using Sampan.Controllers.GarbageCollection;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Namespaces;

/// <summary>Empties a namespace that is being deleted, and lets it go when it is empty.</summary>
internal sealed class NamespaceReconciler : IReconciler
{
    private const string Finalizer = "kubernetes";

    /// <summary>A namespace that something holds open is looked at no more rarely than this.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly ControllerContext _context;
    private readonly Informer _namespaces;

    private NamespaceReconciler(ControllerContext context, Informer namespaces)
    {
        _context = context;
        _namespaces = namespaces;
    }

    /// <summary>The controller of a cluster's namespaces.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var namespaces = context.Informers.For(WellKnownTypes.Namespaces);
        return new Controller("namespace-controller", new NamespaceReconciler(context, namespaces), context.Time, context.Logger, workers: 2, LongestWait)
            .Watches(namespaces, KeysOf.Itself);
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_namespaces.Get(key) is not { } @namespace
            || @namespace.Metadata.DeletionTimestamp is null
            || !Finalizers(@namespace).Contains(Finalizer))
        {
            return ReconcileResult.Done;
        }

        var content = new RemainingContent();
        foreach (var type in await ServedTypes.StoredAsync(_context.Cluster, cancellationToken))
        {
            if (type.Namespaced)
            {
                await DeleteAllAsync(type, key.Name, content, cancellationToken);
            }
        }

        if (content.IsEmpty)
        {
            await FinalizeAsync(@namespace, cancellationToken);
            return ReconcileResult.Done;
        }

        await ReportAsync(@namespace, content, cancellationToken);
        return ReconcileResult.Unfinished;
    }

    private async ValueTask DeleteAllAsync(ResourceType type, string @namespace, RemainingContent content, CancellationToken cancellationToken)
    {
        foreach (var @object in (await ListAsync(type, @namespace, cancellationToken)).Where(@object => @object.Metadata.DeletionTimestamp is null))
        {
            try
            {
                await _context.Cluster.DeleteAsync(
                    type, @object.NamespacedName, new DeleteOptions { Propagation = PropagationPolicy.Background }, cancellationToken);
            }
            catch (ApiException exception) when (exception.IsNotFound)
            {
                // Somebody else was faster.
            }
        }

        content.Add(type, await ListAsync(type, @namespace, cancellationToken));
    }

    private async ValueTask<IReadOnlyList<KubernetesObject>> ListAsync(ResourceType type, string @namespace, CancellationToken cancellationToken)
    {
        try
        {
            return (await _context.Cluster.ListAsync(type, @namespace, ListOptions.Everything, cancellationToken)).Items;
        }
        catch (ApiException exception) when (exception.Status.Code is 404 or 405)
        {
            // A type that went away meanwhile, or that cannot be listed, holds nothing.
            return [];
        }
    }

    private async ValueTask FinalizeAsync(KubernetesObject @namespace, CancellationToken cancellationToken)
    {
        var draft = @namespace.ToDraft();
        var finalizers = new JsonArray();
        foreach (var other in Finalizers(@namespace).Where(other => other != Finalizer))
        {
            finalizers.Add((JsonNode)other);
        }

        draft["spec"]!["finalizers"] = finalizers;
        try
        {
            await _context.Cluster.UpdateAsync(
                WellKnownTypes.Namespaces, KubernetesObject.From(draft), ControllerContext.Write with { Subresource = "finalize" }, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // Already gone.
        }
    }

    private async ValueTask ReportAsync(KubernetesObject @namespace, RemainingContent content, CancellationToken cancellationToken)
    {
        var status = Drafts.Of(@namespace.Root.Member("status"));
        status["phase"] = "Terminating";
        status["conditions"] = content.Conditions(Conditions.Of(@namespace), _context.Time.GetUtcNow()).ToJson();
        try
        {
            await _context.Cluster.UpdateStatusAsync(WellKnownTypes.Namespaces, @namespace, status, ControllerContext.Write, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsConflict || exception.IsNotFound)
        {
            // The report is for people who wait; the next round writes a newer one.
        }
    }

    private static List<string> Finalizers(KubernetesObject @namespace) =>
        [.. (@namespace.Root.Member("spec") ?? default).Items("finalizers").Select(finalizer => finalizer.ToString())];
}
