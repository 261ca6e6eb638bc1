using System.Text.Json.Nodes;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Runtime;
using Sampan.Controllers.Workloads;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Services;

/// <summary>Tells in EndpointSlices which pods a Service has, and which of them take requests.</summary>
internal sealed class EndpointSliceReconciler : IReconciler
{
    /// <summary>discovery.k8s.io/v1 EndpointSlice.</summary>
    public static readonly ResourceType Slices = new("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", Namespaced: true);

    private const string Manager = "endpointslice-controller.k8s.io";
    private const string ZoneLabel = "topology.kubernetes.io/zone";

    /// <summary>How soon a node that is not known is looked for again: the caches of nodes and pods do not move in step.</summary>
    private static readonly TimeSpan NodeDelay = TimeSpan.FromSeconds(1);

    private static readonly Func<KubernetesObject, IEnumerable<string>> ServiceKey = static slice =>
        ServiceOf(slice) is { } service ? [$"{service}"] : [];

    private readonly Informer _services;
    private readonly Informer _nodes;
    private readonly ObjectIndex _podsByNamespace;
    private readonly ObjectIndex _slicesByService;
    private readonly PendingWrites _pending;
    private readonly SliceWriter _writer;

    private EndpointSliceReconciler(ControllerContext context, Informer slices)
    {
        _services = context.Informers.For(WellKnownTypes.Services);
        _nodes = context.Informers.For(WellKnownTypes.Nodes);
        _podsByNamespace = context.Informers.For(WellKnownTypes.Pods).Index(IndexKeys.Namespace);
        _slicesByService = slices.Index(ServiceKey);
        _pending = new PendingWrites(slices);
        _writer = new SliceWriter(context.Cluster, _pending);
    }

    /// <summary>The controller of a cluster's EndpointSlices.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var slices = context.Informers.For(Slices);
        var services = context.Informers.For(WellKnownTypes.Services);
        return context.Controller("endpointslice-controller", new EndpointSliceReconciler(context, slices))
            .Watches(services, KeysOf.Itself)
            .Watches(context.Informers.For(WellKnownTypes.Pods), new ServiceChanges(services).OfPod)
            .Watches(slices, change => ServiceOf(change.Object) is { } service ? [service] : []);
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_services.Get(key) is not { } service)
        {
            _pending.Forget(key);
            return ReconcileResult.Done;
        }

        if (!service.SelectsPods || service.Metadata.DeletionTimestamp is not null || !_pending.AreObserved(key))
        {
            return ReconcileResult.Done;
        }

        var plan = new EndpointSlicePlan();
        var isComplete = true;
        var selector = service.PodSelector;
        foreach (var pod in _podsByNamespace[key.Namespace].Where(pod => selector.Matches(pod.Metadata.Labels)))
        {
            isComplete &= Add(plan, new EndpointPod(service, pod));
        }

        plan.Complete(service.IpFamilies, _slicesByService[$"{key}"]);
        await WriteAsync(service, plan, cancellationToken);
        return isComplete ? ReconcileResult.Done : ReconcileResult.After(NodeDelay);
    }

    /// <summary>Adds a pod's endpoints; false where its node is not known, or not yet, so that it has to wait.</summary>
    private bool Add(EndpointSlicePlan plan, EndpointPod pod)
    {
        if (!pod.HasAddress)
        {
            return true;
        }

        var node = pod.Pod.NodeName.Length > 0 ? _nodes.Get(new NamespacedName("", pod.Pod.NodeName)) : null;
        if (node is null && pod.Pod.NodeName.Length > 0 && !pod.Service.PublishesNotReadyAddresses)
        {
            return false;
        }

        foreach (var family in pod.Service.IpFamilies)
        {
            if (pod.AddressesOf(family).ToList() is { Count: > 0 } addresses)
            {
                plan.Add(family, pod.Ports(), Endpoint(pod, addresses, node));
            }
        }

        return true;
    }

    private static JsonObject Endpoint(EndpointPod pod, List<string> addresses, KubernetesObject? node)
    {
        var endpoint = new JsonObject
        {
            ["addresses"] = new JsonArray([.. addresses.Select(address => (JsonNode)address)]),
            ["conditions"] = new JsonObject { ["ready"] = pod.IsReady, ["serving"] = pod.IsServing, ["terminating"] = pod.Pod.IsTerminating },
        };
        if (pod.Hostname is { } hostname)
        {
            endpoint["hostname"] = hostname;
        }

        endpoint["targetRef"] = pod.Reference;
        if (pod.Pod.NodeName is { Length: > 0 } name)
        {
            endpoint["nodeName"] = name;
        }

        if (node?.Metadata.Labels.GetValueOrDefault(ZoneLabel) is { Length: > 0 } zone)
        {
            endpoint["zone"] = zone;
        }

        return endpoint;
    }

    private async ValueTask WriteAsync(KubernetesObject service, EndpointSlicePlan plan, CancellationToken cancellationToken)
    {
        var labels = service.EndpointLabels();
        labels[SliceLabels.Service] = service.Metadata.Name;
        labels[SliceLabels.ManagedBy] = Manager;
        await _writer.WriteAsync(new SliceOwner(service, WellKnownTypes.Services, labels, null), plan, cancellationToken);
    }

    private static NamespacedName? ServiceOf(KubernetesObject slice) => SliceLabels.ServiceOf(slice, Manager);
}
