using System.Text.Json.Nodes;
using Sampan.Controllers.Events;
using Sampan.Controllers.Runtime;
using Sampan.Controllers.Workloads;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Services;

/// <summary>
/// Mirrors Endpoints that somebody wrote for a Service without a selector in EndpointSlices, which is what proxies read
/// (kubernetes/pkg/controller/endpointslicemirroring).
/// </summary>
internal sealed class EndpointsMirroring : IReconciler
{
    private const string Manager = "endpointslicemirroring-controller.k8s.io";
    private const string SkipLabel = "endpointslice.kubernetes.io/skip-mirror";
    private const string LeaderAnnotation = "control-plane.alpha.kubernetes.io/leader";

    private static readonly HashSet<string> OwnAnnotations =
        ["endpoints.kubernetes.io/last-change-trigger-time", "kubectl.kubernetes.io/last-applied-configuration"];

    private static readonly Func<KubernetesObject, IEnumerable<string>> ServiceKey = static slice =>
        SliceLabels.ServiceOf(slice, Manager) is { } service ? [$"{service}"] : [];

    private readonly Informer _services;
    private readonly Informer _endpoints;
    private readonly ObjectIndex _slicesByService;
    private readonly PendingWrites _pending;
    private readonly SliceWriter _writer;
    private readonly EventRecorder _events;

    private EndpointsMirroring(ControllerContext context, Informer services, Informer endpoints, Informer slices)
    {
        _services = services;
        _endpoints = endpoints;
        _slicesByService = slices.Index(ServiceKey);
        _pending = new PendingWrites(slices);
        _writer = new SliceWriter(context.Cluster, _pending);
        _events = context.Events.For("endpoint-slice-mirroring-controller");
    }

    /// <summary>The controller of a cluster's mirrored slices.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var services = context.Informers.For(WellKnownTypes.Services);
        var endpoints = context.Informers.For(EndpointsReconciler.Endpoints);
        var slices = context.Informers.For(EndpointSliceReconciler.Slices);
        return context.Controller("endpointslice-mirroring-controller", new EndpointsMirroring(context, services, endpoints, slices))
            .Watches(services, KeysOf.Itself)
            .Watches(endpoints, KeysOf.Itself)
            .Watches(slices, static change => SliceLabels.ServiceOf(change.Object, Manager) is { } service ? [service] : []);
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (!_pending.AreObserved(key))
        {
            return ReconcileResult.Done;
        }

        var slices = _slicesByService[$"{key}"];
        if (_endpoints.Get(key) is not { } endpoints || !IsMirrored(endpoints))
        {
            foreach (var slice in slices.Where(slice => slice.Metadata.DeletionTimestamp is null))
            {
                await _writer.DeleteAsync(key, slice, cancellationToken);
            }

            return ReconcileResult.Done;
        }

        var plan = new EndpointSlicePlan(MirroredSubsets.MostAddresses);
        Report(endpoints, MirroredSubsets.AddTo(plan, endpoints));
        plan.Complete([], slices);
        await _writer.WriteAsync(Owner(endpoints), plan, cancellationToken);
        return ReconcileResult.Done;
    }

    private bool IsMirrored(KubernetesObject endpoints) =>
        endpoints.Metadata.DeletionTimestamp is null
        && endpoints.Metadata.Labels.GetValueOrDefault(SkipLabel) != "true"
        && !endpoints.Metadata.Annotations.ContainsKey(LeaderAnnotation)
        && _services.Get(endpoints.NamespacedName) is { } service
        && service.PodSelector.IsNothing;

    private void Report(KubernetesObject endpoints, (int Invalid, int TooMany) skipped)
    {
        if (skipped.Invalid > 0)
        {
            _events.Warning(endpoints, "InvalidIPAddress", $"Skipped {skipped.Invalid} invalid IP addresses when mirroring to EndpointSlices");
        }

        if (skipped.TooMany > 0)
        {
            _events.Warning(endpoints, "TooManyAddressesToMirror", $"A max of {MirroredSubsets.MostAddresses} addresses can be mirrored to EndpointSlices per Endpoints subset. {skipped.Invalid + skipped.TooMany} addresses were skipped");
        }
    }

    private static SliceOwner Owner(KubernetesObject endpoints)
    {
        var labels = Copy(endpoints.Metadata.Labels);
        labels[SliceLabels.Service] = endpoints.Metadata.Name;
        labels[SliceLabels.ManagedBy] = Manager;
        var annotations = Copy(endpoints.Metadata.Annotations.Where(annotation => !OwnAnnotations.Contains(annotation.Key)));
        return new SliceOwner(endpoints, EndpointsReconciler.Endpoints, labels, annotations);
    }

    private static JsonObject Copy(IEnumerable<KeyValuePair<string, string>> texts) => new(texts.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));
}
