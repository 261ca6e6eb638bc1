using Sampan.Controllers.Events;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Controllers.Disruption;

/// <summary>Counts how many pods of each PodDisruptionBudget may be evicted now (kubernetes/pkg/controller/disruption).</summary>
internal sealed class DisruptionReconciler : IReconciler
{
    private readonly ControllerContext _context;
    private readonly Informer _budgets;
    private readonly ObjectIndex _budgetsByNamespace;
    private readonly ObjectIndex _podsByNamespace;
    private readonly ControllerScales _scales;
    private readonly EventRecorder _events;

    private DisruptionReconciler(ControllerContext context, Informer budgets, Informer pods)
    {
        _context = context;
        _budgets = budgets;
        _budgetsByNamespace = budgets.Index(IndexKeys.Namespace);
        _podsByNamespace = pods.Index(IndexKeys.Namespace);
        _scales = new ControllerScales(context);
        _events = context.Events.For("controllermanager");
    }

    /// <summary>The controller of a cluster's budgets.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var budgets = context.Informers.For(WellKnownTypes.PodDisruptionBudgets);
        var pods = context.Informers.For(WellKnownTypes.Pods);
        var reconciler = new DisruptionReconciler(context, budgets, pods);
        var controller = context.Controller("disruption-controller", reconciler)
            .Watches(budgets, KeysOf.Itself)
            .Watches(pods, reconciler.OfPod);
        foreach (var informer in reconciler._scales.Informers)
        {
            // Read, not followed: a changed scale shows in the pods.
            controller.Watches(informer, static _ => []);
        }

        return controller;
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_budgets.Get(key) is not { } budget)
        {
            return ReconcileResult.Done;
        }

        var now = _context.Time.GetUtcNow();
        try
        {
            return await CountAsync(budget, now, cancellationToken);
        }
        catch (Exception exception) when (exception is DisruptionFailure or HttpRequestException or ApiException { IsConflict: false })
        {
            var status = BudgetStatus.Failed(budget, exception.Message, now);
            await _context.Cluster.UpdateStatusAsync(WellKnownTypes.PodDisruptionBudgets, budget, status, ControllerContext.Write, cancellationToken);

            // What is wrong with a controller changes with the pods; what is wrong with the server changes by itself.
            return exception is DisruptionFailure ? ReconcileResult.Done : ReconcileResult.Unfinished;
        }
    }

    private async ValueTask<ReconcileResult> CountAsync(KubernetesObject budget, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var pods = PodsOf(budget);
        if (pods.Count == 0)
        {
            _events.Normal(budget, "NoPods", "No matching pods found");
        }

        var expected = await ExpectedAsync(budget, pods, cancellationToken);
        if (expected.HasUnmanaged)
        {
            _events.Warning(
                budget,
                "UnmanagedPods",
                $"Pods selected by this PodDisruptionBudget (selector: {SelectorText.Of(Selector(budget))}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. "
                + "To account for these pods please set \".spec.minAvailable\" field of the PDB to an integer value.");
        }

        var evicted = EvictedPods.Of(budget, pods, now);
        foreach (var pod in evicted.Overdue)
        {
            _events.Warning(pod, "NotDeleted", $"Pod was expected by PDB {budget.Metadata.Namespace}/{budget.Metadata.Name} to be deleted but it wasn't");
        }

        var healthy = pods.Count(pod => !pod.IsTerminating && pod.IsPodReady && !evicted.Contains(pod));
        var status = BudgetStatus.Counted(budget, expected, healthy, evicted, now);
        await _context.Cluster.UpdateStatusAsync(WellKnownTypes.PodDisruptionBudgets, budget, status, ControllerContext.Write, cancellationToken);
        return new ReconcileResult(evicted.NextLimit - now);
    }

    private List<KubernetesObject> PodsOf(KubernetesObject budget)
    {
        try
        {
            var selector = LabelSelector.Of(Selector(budget));
            return [.. _podsByNamespace[budget.Metadata.Namespace].Where(pod => selector.Matches(pod.Metadata.Labels))];
        }
        catch (FormatException exception)
        {
            _events.Warning(budget, "NoPods", $"Failed to get pods: {exception.Message}");
            throw new DisruptionFailure(exception.Message);
        }
    }

    private async ValueTask<ExpectedPods> ExpectedAsync(KubernetesObject budget, List<KubernetesObject> pods, CancellationToken cancellationToken)
    {
        try
        {
            return await ExpectedPods.CountAsync(budget, pods, _scales, cancellationToken);
        }
        catch (Exception exception) when (exception is DisruptionFailure or HttpRequestException or ApiException)
        {
            _events.Warning(budget, "CalculateExpectedPodCountFailed", $"Failed to calculate the number of expected pods: {exception.Message}");
            throw;
        }
    }

    /// <summary>The budgets that a pod has or had. One is enough for a pod: with more, the eviction API refuses it.</summary>
    private IEnumerable<NamespacedName> OfPod(ObjectChange change)
    {
        List<KubernetesObject> matching = [];
        foreach (var budget in _budgetsByNamespace[change.Object.Metadata.Namespace])
        {
            if (Selects(budget, change.After))
            {
                matching.Add(budget);
                yield return budget.NamespacedName;
            }
            else if (Selects(budget, change.Before))
            {
                yield return budget.NamespacedName;
            }
        }

        if (matching.Count > 1 && change.Before is null)
        {
            var pod = change.Object;
            _events.Warning(pod, "MultiplePodDisruptionBudgets", $"Pod \"{pod.Metadata.Namespace}\"/\"{pod.Metadata.Name}\" matches multiple PodDisruptionBudgets.  Chose \"{matching[0].Metadata.Name}\" arbitrarily.");
        }
    }

    private static bool Selects(KubernetesObject budget, KubernetesObject? pod)
    {
        try
        {
            return pod is not null && LabelSelector.Of(Selector(budget)).Matches(pod.Metadata.Labels);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static System.Text.Json.JsonElement? Selector(KubernetesObject budget) => budget.Root.Member("spec", "selector");
}
