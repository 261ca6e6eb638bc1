using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Disruption;

/// <summary>
/// Takes back the word that a pod is about to be disrupted (its DisruptionTarget condition) where nothing came of it for
/// two minutes. A kubelet's own word stands, and so does that on pods that have ended.
/// </summary>
internal sealed class StaleDisruptionReconciler : IReconciler
{
    private const string ConditionType = "DisruptionTarget";
    private const string ByKubelet = "TerminationByKubelet";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ControllerContext _context;
    private readonly Informer _pods;

    private StaleDisruptionReconciler(ControllerContext context, Informer pods)
    {
        _context = context;
        _pods = pods;
    }

    /// <summary>The controller of the conditions of a cluster's pods.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var pods = context.Informers.For(WellKnownTypes.Pods);
        return context.Controller("disruption-controller", new StaleDisruptionReconciler(context, pods))
            .Watches(pods, static change => change.After is { } pod && Announced(pod) is not null ? [pod.NamespacedName] : []);
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_pods.Get(key) is not { } pod || Announced(pod) is not { } since)
        {
            return ReconcileResult.Done;
        }

        var now = _context.Time.GetUtcNow();
        if (since + Patience - now is { } left && left > TimeSpan.Zero)
        {
            return ReconcileResult.After(left);
        }

        try
        {
            await _context.Cluster.UpdateStatusAsync(WellKnownTypes.Pods, pod, TakenBack(pod, now), ControllerContext.Write, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // Gone after all.
        }

        return ReconcileResult.Done;
    }

    /// <summary>Since when a pod is said to be about to be disrupted; null if it is not, or rightly is.</summary>
    private static DateTimeOffset? Announced(KubernetesObject pod) =>
        !pod.IsTerminating && !pod.IsFinished && pod.PodCondition(ConditionType) is { Status: Condition.True, Reason: not ByKubelet } condition
            ? condition.LastTransitionTime ?? DateTimeOffset.MinValue
            : null;

    private static JsonObject TakenBack(KubernetesObject pod, DateTimeOffset now)
    {
        var status = Drafts.Of(pod.Root.Member("status"));
        var conditions = new JsonArray();
        foreach (var condition in (pod.Root.Member("status") ?? default).Items("conditions"))
        {
            conditions.Add((JsonNode)(IsAnnouncement(condition) ? Denial(now) : Drafts.Of(condition)));
        }

        status["conditions"] = conditions;
        return status;
    }

    private static bool IsAnnouncement(JsonElement condition) => condition.StringOrEmpty("type") == ConditionType;

    private static JsonObject Denial(DateTimeOffset now) => new()
    {
        ["type"] = ConditionType,
        ["status"] = Condition.False,
        ["lastProbeTime"] = null,
        ["lastTransitionTime"] = KubernetesTime.Format(now),
    };
}
