using System.Text.Json.Nodes;
using Sampan.Controllers.Events;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Nodes;

/// <summary>Does for the pods of a cluster's simulated nodes what their kubelets would: brings bound ones to life and removes deleted ones.</summary>
internal sealed class PodReconciler : IReconciler, IDisposable
{
    private const int Workers = 4;

    private static readonly WriteOptions Write = WriteOptions.By("kubelet");

    private static readonly Func<KubernetesObject, IEnumerable<string>> NodeKey = static pod => pod.NodeName is { Length: > 0 } node ? [node] : [];

    private readonly ControllerContext _context;
    private readonly Informer _pods;
    private readonly Informer _nodes;
    private readonly ObjectIndex _byNode;
    private readonly SimulationOptions _options;
    private readonly SemaphoreSlim _allocating = new(1);

    public PodReconciler(ControllerContext context, SimulationOptions options)
    {
        _context = context;
        _pods = context.Informers.For(WellKnownTypes.Pods);
        _nodes = context.Informers.For(WellKnownTypes.Nodes);
        _byNode = _pods.Index(NodeKey);
        _options = options;
        Network = new NodeNetwork(_byNode);
    }

    /// <summary>The addresses of the cluster's nodes and pods.</summary>
    public NodeNetwork Network { get; }

    /// <summary>The controller of the pods on a cluster's nodes.</summary>
    public Controller Controller() => _context.Controller("kubelet", this, Workers)
        .Watches(_pods, Pods)
        .Watches(_nodes, change => SimulationChange.Begins(change) ? _byNode[change.Object.Metadata.Name].Select(pod => pod.NamespacedName) : []);

    public void Dispose() => _allocating.Dispose();

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_pods.Get(key) is not { } pod || _nodes.Get(NamespacedName.ClusterScoped(pod.NodeName)) is not { } node || !SimulatedNode.Is(node))
        {
            return ReconcileResult.Done;
        }

        var step = PodLifecycle.Next(pod, _context.Time.GetUtcNow(), _options);
        switch (step.Action)
        {
            case PodAction.Create:
                await WriteAsync(pod, Report(node, pod).Creating(), cancellationToken);
                break;
            case PodAction.Run:
                await WriteAsync(pod, Report(node, pod).Running(), cancellationToken);
                ReportStart(pod);
                break;
            case PodAction.Observe:
                await WriteAsync(pod, new PodResize(pod, _context.Time.GetUtcNow()).Observed(), cancellationToken);
                break;
            case PodAction.Allocate:
                await AllocateAsync(node, pod, cancellationToken);
                break;
            case PodAction.Actuate:
                await ActuateAsync(pod, cancellationToken);
                break;
            case PodAction.Complete:
                await WriteAsync(pod, Report(node, pod).Completed(PodLifecycle.ExitCode(pod)), cancellationToken);
                break;
            case PodAction.Remove:
                await RemoveAsync(pod, cancellationToken);
                break;
        }

        return new ReconcileResult(step.Delay);
    }

    private async ValueTask AllocateAsync(KubernetesObject node, KubernetesObject pod, CancellationToken cancellationToken)
    {
        // One after the other, and by what the server knows: two pods must not be given the same room.
        await _allocating.WaitAsync(cancellationToken);
        try
        {
            await AllocateAloneAsync(node, pod, cancellationToken);
        }
        finally
        {
            _allocating.Release();
        }
    }

    private async ValueTask AllocateAloneAsync(KubernetesObject node, KubernetesObject pod, CancellationToken cancellationToken)
    {
        var resize = new PodResize(pod, _context.Time.GetUtcNow());
        var neighbours = await _context.Cluster.ListAsync(WellKnownTypes.Pods, null, new ListOptions { FieldSelector = $"spec.nodeName={pod.NodeName}" }, cancellationToken);
        var others = neighbours.Items.Where(other => other.Metadata.Uid != pod.Metadata.Uid && !other.IsFinished);
        if (NodeRoom.Shortage(node, pod, others) is var (reason, message))
        {
            var known = pod.PodCondition(PodResize.Pending);
            await WriteAsync(pod, resize.Refused(reason, message), cancellationToken);
            if (known?.Reason != reason || known.Message != message)
            {
                Recorder(pod).Warning(pod, $"Resize{reason}", $"Pod resize {reason}: {resize.Summary(message)}");
            }

            return;
        }

        var isAtOnce = _options.StartDelay == TimeSpan.Zero;
        await WriteAsync(pod, isAtOnce ? resize.Actuated() : resize.Allocated(), cancellationToken);
        Recorder(pod).Normal(pod, "ResizeStarted", $"Pod resize started: {resize.Summary()}");
        if (isAtOnce)
        {
            ReportResize(pod, resize);
        }
    }

    private async ValueTask ActuateAsync(KubernetesObject pod, CancellationToken cancellationToken)
    {
        var resize = new PodResize(pod, _context.Time.GetUtcNow());
        await WriteAsync(pod, resize.Actuated(), cancellationToken);
        ReportResize(pod, resize);
    }

    private void ReportResize(KubernetesObject pod, PodResize resize)
    {
        var recorder = Recorder(pod);
        foreach (var (list, name) in resize.Restarted())
        {
            recorder.Normal(pod, "Killing", $"Container {name} resize requires restart", $"spec.{list}{{{name}}}");
        }

        recorder.Normal(pod, "ResizeCompleted", $"Pod resize completed: {resize.Summary()}");
    }

    // Pods that wait for room on a node are looked at again when another pod has left some.
    private IEnumerable<NamespacedName> Pods(ObjectChange change) => GivesRoom(change)
        ? BoundPod(change).Concat(_byNode[change.Object.NodeName].Where(pod => pod.PodCondition(PodResize.Pending) is not null).Select(pod => pod.NamespacedName))
        : BoundPod(change);

    private static bool GivesRoom(ObjectChange change) => change.Object.NodeName.Length > 0
        && (change.After is null
            || (change.Before is { IsFinished: false } && change.After.IsFinished)
            || (change.Before is not null && PodResize.HoldsOther(change.Before, change.After)));

    private IEnumerable<NamespacedName> BoundPod(ObjectChange change)
    {
        if (change.After is null)
        {
            Network.Release(change.Object);
            return [];
        }

        if (change.After.NodeName.Length == 0)
        {
            return [];
        }

        if (change is { Before.Metadata.DeletionTimestamp: null, After.Metadata.DeletionTimestamp: not null }
            && !change.After.IsFinished
            && _nodes.Get(NamespacedName.ClusterScoped(change.After.NodeName)) is { } node
            && SimulatedNode.Is(node))
        {
            ReportStop(change.After);
        }

        return [change.After.NamespacedName];
    }

    private PodStatusReport Report(KubernetesObject node, KubernetesObject pod)
    {
        var host = NodeNetwork.NodeAddress(Network.IndexOf(node));
        var usesHost = pod.Root.Member("spec")?.Boolean("hostNetwork") ?? false;
        return new PodStatusReport(pod, host, usesHost ? host : Network.PodAddress(node, pod), _context.Time.GetUtcNow());
    }

    private async ValueTask WriteAsync(KubernetesObject pod, JsonObject status, CancellationToken cancellationToken)
    {
        try
        {
            await _context.Cluster.UpdateStatusAsync(WellKnownTypes.Pods, pod, status, Write, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // Deleted meanwhile.
        }
    }

    private async ValueTask RemoveAsync(KubernetesObject pod, CancellationToken cancellationToken)
    {
        try
        {
            await _context.Cluster.DeleteAsync(
                WellKnownTypes.Pods, pod.NamespacedName, new DeleteOptions { GracePeriodSeconds = 0, Uid = pod.Metadata.Uid }, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound || exception.IsConflict)
        {
            // Gone, or replaced by another pod of the same name.
        }
    }

    private void ReportStart(KubernetesObject pod)
    {
        var recorder = Recorder(pod);
        foreach (var field in (ReadOnlySpan<string>)["initContainers", "containers"])
        {
            foreach (var container in (pod.Root.Member("spec") ?? default).Items(field))
            {
                var path = $"spec.{field}{{{container.StringOrEmpty("name")}}}";
                recorder.Normal(pod, "Pulled", $"Container image \"{container.StringOrEmpty("image")}\" already present on machine and can be accessed by the pod", path);
                recorder.Normal(pod, "Created", "Container created", path);
                recorder.Normal(pod, "Started", "Container started", path);
            }
        }
    }

    private void ReportStop(KubernetesObject pod)
    {
        var recorder = Recorder(pod);
        foreach (var container in (pod.Root.Member("spec") ?? default).Items("containers"))
        {
            var name = container.StringOrEmpty("name");
            recorder.Normal(pod, "Killing", $"Stopping container {name}", $"spec.containers{{{name}}}");
        }
    }

    private EventRecorder Recorder(KubernetesObject pod) => _context.Events.For("kubelet", pod.NodeName);
}
