using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Controllers.Events;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Runtime;
using Sampan.Controllers.Scaling;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Controllers.Autoscaling;

/// <summary>
/// Scales what HorizontalPodAutoscalers refer to by what its pods use, every 15 seconds
/// (kubernetes/pkg/controller/podautoscaler).
/// </summary>
/// <remarks>One worker: what is remembered of autoscalers is compared among them.</remarks>
internal sealed class AutoscalerReconciler : IReconciler
{
    private const int ScaleAttempts = 5;
    private const string Able = "AbleToScale";
    private const string Active = "ScalingActive";
    private const string Limited = "ScalingLimited";

    private static readonly ResourceType Autoscalers = new("autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler", Namespaced: true);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private readonly ControllerContext _context;
    private readonly Informer _autoscalers;
    private readonly ObjectIndex _podsByNamespace;
    private readonly ScaleReader _scales;
    private readonly MetricReader _metrics;
    private readonly EventRecorder _events;
    private readonly Dictionary<NamespacedName, ScalingMemory> _memories = [];

    private AutoscalerReconciler(ControllerContext context, Informer autoscalers, Informer pods)
    {
        _context = context;
        _autoscalers = autoscalers;
        _podsByNamespace = pods.Index(IndexKeys.Namespace);
        _scales = new ScaleReader(context.Cluster);
        _metrics = new MetricReader(new ResourceUsage(context.Cluster));
        _events = context.Events.For("horizontal-pod-autoscaler");
    }

    /// <summary>The controller of a cluster's autoscalers.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var autoscalers = context.Informers.For(Autoscalers);
        var pods = context.Informers.For(WellKnownTypes.Pods);
        return context.Controller("horizontal-pod-autoscaler-controller", new AutoscalerReconciler(context, autoscalers, pods))
            .Watches(autoscalers, static change => IsAskedAnew(change) ? [change.Object.NamespacedName] : [])
            .Watches(pods, static _ => []);
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_autoscalers.Get(key) is not { } @object)
        {
            _memories.Remove(key);
            return ReconcileResult.Done;
        }

        var now = _context.Time.GetUtcNow();
        var status = new AutoscalerStatus(@object, now);
        await ScaleAsync(new AutoscalerState(@object), status, now, cancellationToken);
        try
        {
            await _context.Cluster.UpdateStatusAsync(Autoscalers, @object, status.ToJson(), ControllerContext.Write, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // Deleted meanwhile.
        }
        catch (ApiException exception)
        {
            // Not done again at once: what was recommended must not count twice.
            _events.Warning(@object, "FailedUpdateStatus", exception.Message);
        }

        return ReconcileResult.After(Period);
    }

    private async ValueTask ScaleAsync(AutoscalerState autoscaler, AutoscalerStatus status, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await ReadScaleAsync(autoscaler, status, cancellationToken) is not (var type, var scale))
        {
            return;
        }

        var current = Replicas(scale, "spec");
        var memory = Memory(autoscaler);
        memory.Begin(current, now);
        if (current == 0)
        {
            status.Say(Active, false, "ScalingDisabled", "scaling is disabled since the replica count of the target is zero");
            status.Count(0, 0, null);
            return;
        }

        if (current > autoscaler.MaxReplicas)
        {
            await WriteScaleAsync(autoscaler, status, (type, scale), new Wish(autoscaler.MaxReplicas, "Current number of replicas above Spec.MaxReplicas", null), now, cancellationToken);
            return;
        }

        if (current < autoscaler.MinReplicas)
        {
            await WriteScaleAsync(autoscaler, status, (type, scale), new Wish(autoscaler.MinReplicas, "Current number of replicas below Spec.MinReplicas", null), now, cancellationToken);
            return;
        }

        var (asked, metric, metrics) = await AskMetricsAsync(autoscaler, status, scale, now, cancellationToken);
        if (asked is not { } replicas)
        {
            status.Count(current, status.Desired, metrics);
            return;
        }

        var reason = replicas > current ? $"{metric} above target" : replicas < current ? "All metrics below target" : "";
        var decision = ReplicaDecision.Of(autoscaler, memory, current, replicas, now);
        status.Say(Able, true, decision.Able.Reason, decision.Able.Message);
        status.Say(Limited, decision.IsLimited, decision.Limit.Reason, decision.Limit.Message);
        if (decision.Replicas == current)
        {
            status.Count(current, current, metrics);
            return;
        }

        await WriteScaleAsync(autoscaler, status, (type, scale), new Wish(decision.Replicas, reason, metrics), now, cancellationToken);
    }

    private async ValueTask<(ResourceType Type, KubernetesObject Scale)?> ReadScaleAsync(AutoscalerState autoscaler, AutoscalerStatus status, CancellationToken cancellationToken)
    {
        string why;
        try
        {
            if (await _scales.TypeOfAsync(autoscaler.TargetKind, cancellationToken) is { } type)
            {
                var scale = await _scales.GetAsync(type, autoscaler.TargetName, cancellationToken);
                status.Say(Able, true, "SucceededGetScale", "the HPA controller was able to get the target's current scale");
                return (type, scale);
            }

            why = $"no matches for kind \"{autoscaler.TargetKind.Kind}\" in group \"{autoscaler.TargetKind.Group}\"";
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException)
        {
            why = exception.Message;
        }

        _events.Warning(autoscaler.Object, "FailedGetScale", why);
        status.Say(Able, false, "FailedGetScale", $"the HPA controller was unable to get the target's current scale: {why}");
        return null;
    }

    /// <summary>The largest number that a metric asks for; null where none does, or one that says nothing could have kept what another takes away.</summary>
    private async ValueTask<(int? Replicas, string Metric, JsonArray? Status)> AskMetricsAsync(
        AutoscalerState autoscaler, AutoscalerStatus status, KubernetesObject scale, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Selected(autoscaler, status, scale) is not { } selector)
        {
            return (null, "", null);
        }

        var current = Replicas(scale, "spec");
        var pods = Pods(autoscaler, selector);
        List<MetricReading> readings = [];
        foreach (var metric in autoscaler.Metrics)
        {
            var reading = await _metrics.ReadAsync(autoscaler, metric, current, selector.ToString(), pods, now, cancellationToken);
            readings.Add(reading);
            if (reading.Failure is { } fault)
            {
                _events.Warning(autoscaler.Object, fault.Reason, fault.Message);
            }
        }

        var statuses = new JsonArray([.. readings.Select(reading => reading.Status)]);
        var faults = readings.Where(reading => reading.Failure is not null).Select(reading => reading.Failure!).ToList();
        var best = readings.Where(reading => reading.Failure is null).MaxBy(reading => reading.Replicas);
        if (best is null || (faults.Count > 0 && best.Replicas < current))
        {
            var first = faults.FirstOrDefault() ?? new MetricFault("", "", "");
            status.Say(Active, false, first.Reason, $"the HPA was unable to compute the replica count: {first.Message}");
            _events.Warning(autoscaler.Object, "FailedComputeMetricsReplicas", $"invalid metrics ({faults.Count} invalid out of {readings.Count}), first error is: {first.Chain}");
            return (null, "", statuses);
        }

        status.Say(Active, true, "ValidMetricFound", $"the HPA was able to successfully calculate a replica count from {best.Name}");
        return (best.Replicas, best.Name, statuses);
    }

    /// <summary>Which pods the target selects; null where that is not known, or where another autoscaler has them, too.</summary>
    private LabelSelector? Selected(AutoscalerState autoscaler, AutoscalerStatus status, KubernetesObject scale)
    {
        var text = scale.Root.Member("status")?.StringOrEmpty("selector") ?? "";
        if (text.Length == 0)
        {
            Refuse("SelectorRequired", "InvalidSelector", "selector is required", "the HPA target's scale is missing a selector");
            return null;
        }

        LabelSelector selector;
        try
        {
            selector = LabelSelector.Parse(text);
        }
        catch (FormatException exception)
        {
            var why = $"couldn't convert selector into a corresponding internal selector object: {exception.Message}";
            Refuse("InvalidSelector", "InvalidSelector", why, why);
            return null;
        }

        Memory(autoscaler).Selector = selector;
        var pods = Pods(autoscaler, selector);
        List<NamespacedName> others = [.. _memories
            .Where(memory => memory.Key.Namespace == autoscaler.Namespace && pods.Any(pod => memory.Value.Selector.Matches(pod.Metadata.Labels)))
            .Select(memory => memory.Key)
            .Order()
            .Take(2)];
        if (others.Count > 1)
        {
            var named = string.Join(' ', others.Select(other => $"{{{other.Name} {other.Namespace}}}"));
            var why = $"pods by selector {text} are controlled by more than one HPA (e.g. [{named}])";
            Refuse("AmbiguousSelector", "AmbiguousSelector", why, why);
            return null;
        }

        return selector;

        void Refuse(string @event, string reason, string why, string message)
        {
            _events.Warning(autoscaler.Object, @event, why);
            status.Say(Active, false, reason, message);
            _events.Warning(autoscaler.Object, "FailedComputeMetricsReplicas", why);
        }
    }

    private async ValueTask WriteScaleAsync(
        AutoscalerState autoscaler, AutoscalerStatus status, (ResourceType Type, KubernetesObject Scale) target, Wish wish, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var current = Replicas(target.Scale, "spec");
        try
        {
            await UpdateScaleAsync(autoscaler, target.Type, target.Scale, wish.Replicas, cancellationToken);
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException)
        {
            _events.Warning(autoscaler.Object, "FailedRescale", $"New size: {wish.Replicas}; reason: {wish.Reason}; error: {exception.Message}");
            status.Say(Able, false, "FailedUpdateScale", $"the HPA controller was unable to update the target scale: {exception.Message}");
            status.Count(current, status.Desired, wish.Metrics);
            return;
        }

        status.Say(Able, true, "SucceededRescale", $"the HPA controller was able to update the target scale to {wish.Replicas}");
        _events.Normal(autoscaler.Object, "SuccessfulRescale", $"New size: {wish.Replicas}; reason: {wish.Reason}");
        if (autoscaler.HasBehavior)
        {
            Memory(autoscaler).Scaled(current, wish.Replicas, now);
        }

        status.Count(current, wish.Replicas, wish.Metrics);
        status.Scaled();
    }

    private async ValueTask UpdateScaleAsync(AutoscalerState autoscaler, ResourceType type, KubernetesObject scale, int replicas, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var draft = scale.ToDraft();
            draft["spec"] = new JsonObject { ["replicas"] = replicas };
            try
            {
                await _context.Cluster.UpdateAsync(type, KubernetesObject.From(draft), ControllerContext.Write with { Subresource = ScaleReader.Subresource }, cancellationToken);
                return;
            }
            catch (ApiException exception) when (exception.IsConflict && attempt < ScaleAttempts)
            {
                scale = await _scales.GetAsync(type, autoscaler.TargetName, cancellationToken);
            }
        }
    }

    private ScalingMemory Memory(AutoscalerState autoscaler)
    {
        if (!_memories.TryGetValue(autoscaler.Object.NamespacedName, out var memory))
        {
            _memories[autoscaler.Object.NamespacedName] = memory = new ScalingMemory();
        }

        return memory;
    }

    private List<KubernetesObject> Pods(AutoscalerState autoscaler, LabelSelector selector) =>
        [.. _podsByNamespace[autoscaler.Namespace].Where(pod => selector.Matches(pod.Metadata.Labels))];

    private static int Replicas(KubernetesObject scale, string part) => (int)(scale.Root.Member(part)?.Integer("replicas") ?? 0);

    // Its own word on the status is not: else every report would bring forth another.
    private static bool IsAskedAnew(ObjectChange change) =>
        change.Before is null || change.After is null || !JsonElement.DeepEquals(Spec(change.Before), Spec(change.After));

    private static JsonElement Spec(KubernetesObject autoscaler) => autoscaler.Root.Member("spec") ?? JsonElement.Parse("null");

    private sealed record Wish(int Replicas, string Reason, JsonArray? Metrics);
}
