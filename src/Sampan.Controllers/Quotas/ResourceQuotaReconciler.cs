using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Controllers.GarbageCollection;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;
using Sampan.Kubernetes.Quotas;

namespace Sampan.Controllers.Quotas;

/// <summary>
/// Counts what the objects of a namespace use of its ResourceQuotas. The API server refuses by what stands in a quota's
/// status and charges what it lets in; what was deleted is given back here.
/// </summary>
internal sealed class ResourceQuotaReconciler : IReconciler
{
    private static readonly ResourceType Quotas = new("", "v1", "resourcequotas", "ResourceQuota", Namespaced: true);

    /// <summary>How soon the deletion of something that nobody watches here is noticed.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly ControllerContext _context;
    private readonly Informer _quotas;

    private ResourceQuotaReconciler(ControllerContext context, Informer quotas)
    {
        _context = context;
        _quotas = quotas;
    }

    /// <summary>The controller of a cluster's quotas.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var quotas = context.Informers.For(Quotas);
        var byNamespace = quotas.Index(IndexKeys.Namespace);
        return context.Controller("resourcequota-controller", new ResourceQuotaReconciler(context, quotas))
            .Watches(quotas, static change => IsAskedAnew(change) ? [change.Object.NamespacedName] : [])
            .Watches(context.Informers.For(WellKnownTypes.Pods), change =>
                byNamespace[change.Object.Metadata.Namespace] is { Count: > 0 } limits && (IsOver(change.After) || IsReduced(change)) ? limits.Select(quota => quota.NamespacedName) : []);
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_quotas.Get(key) is not { Metadata.DeletionTimestamp: null } quota)
        {
            return ReconcileResult.Done;
        }

        var hard = Drafts.Of(quota.Root.Member("spec", "hard"));
        var used = hard.ToDictionary(limit => limit.Key, _ => Quantity.Zero, StringComparer.Ordinal);
        foreach (var type in await ServedTypes.StoredAsync(_context.Cluster, cancellationToken))
        {
            if (type.Namespaced && used.Keys.Any(name => IsOf(name, type)))
            {
                await CountAsync(quota, type, used, cancellationToken);
            }
        }

        var amounts = new JsonObject();
        foreach (var (name, amount) in used.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            amounts[name] = amount.ToString();
        }

        var status = new JsonObject { ["hard"] = hard, ["used"] = amounts };
        await _context.Cluster.UpdateStatusAsync(Quotas, quota, status, ControllerContext.Write, cancellationToken);
        return ReconcileResult.After(Interval);
    }

    private async ValueTask CountAsync(KubernetesObject quota, ResourceType type, Dictionary<string, Quantity> used, CancellationToken cancellationToken)
    {
        var spec = quota.Root.Member("spec") ?? default;
        var objects = await _context.Cluster.ListAsync(type, quota.Metadata.Namespace, ListOptions.Everything, cancellationToken);
        foreach (var @object in objects.Items.Where(@object => QuotaScopes.Match(spec, type, @object.Root)))
        {
            foreach (var (name, amount) in QuotaUsage.Of(type, @object.Root))
            {
                if (used.TryGetValue(name, out var sum))
                {
                    used[name] = sum + amount;
                }
            }
        }
    }

    /// <summary>Whether a quota's name counts objects of a type.</summary>
    private static bool IsOf(string name, ResourceType type)
    {
        if (name.StartsWith("count/", StringComparison.Ordinal))
        {
            return name["count/".Length..] == type.GroupResource;
        }

        return type.Group.Length == 0 && type.Plural switch
        {
            "pods" => name == "pods" || !(name.Contains("storage.k8s.io/", StringComparison.Ordinal) || name.StartsWith("services", StringComparison.Ordinal)),
            "persistentvolumeclaims" => name is "persistentvolumeclaims" or "requests.storage" || name.Contains(".storageclass.storage.k8s.io/", StringComparison.Ordinal),
            "services" => name.StartsWith("services", StringComparison.Ordinal),
            var plural => name == plural,
        };
    }

    /// <summary>
    /// Whether what is limited has changed. A new status is no reason to count: admission charges a quota before the object
    /// is there, and a count in between would take the charge back.
    /// </summary>
    private static bool IsAskedAnew(ObjectChange change) =>
        change is not { Before: { } before, After: { } after } || !JsonElement.DeepEquals(before.Root.Member("spec") ?? default, after.Root.Member("spec") ?? default);

    /// <summary>Whether a pod uses less than before, as one does that its node has made smaller.</summary>
    private static bool IsReduced(ObjectChange change)
    {
        if (change is not { Before: { } before, After: { } after })
        {
            return false;
        }

        var now = QuotaUsage.Of(WellKnownTypes.Pods, after.Root);
        return QuotaUsage.Of(WellKnownTypes.Pods, before.Root).Any(amount => !now.TryGetValue(amount.Key, out var left) || left.CompareTo(amount.Value) < 0);
    }

    private static bool IsOver(KubernetesObject? pod) => pod is null || pod.Root.Member("status")?.String("phase") is "Succeeded" or "Failed";
}
