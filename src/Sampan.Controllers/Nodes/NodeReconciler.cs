using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Nodes;

/// <summary>
/// Reports the cluster's simulated nodes as healthy, and taints those that are cordoned, whoever runs them. What a node
/// says of itself is otherwise its own kubelet's.
/// </summary>
internal sealed class NodeReconciler : IReconciler
{
    private const string UnschedulableTaint = "node.kubernetes.io/unschedulable";
    private const string NotReadyTaint = "node.kubernetes.io/not-ready";

    private static readonly WriteOptions Write = WriteOptions.By("kubelet");

    private readonly ControllerContext _context;
    private readonly Informer _nodes;
    private readonly NodeNetwork _network;
    private readonly SimulationOptions _options;

    public NodeReconciler(ControllerContext context, NodeNetwork network, SimulationOptions options)
    {
        _context = context;
        _nodes = context.Informers.For(WellKnownTypes.Nodes);
        _network = network;
        _options = options;
    }

    /// <summary>The controller of a cluster's nodes.</summary>
    public Controller Controller() => _context.Controller("node", this).Watches(_nodes, KeysOf.Itself);

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_nodes.Get(key) is not { } node)
        {
            return ReconcileResult.Done;
        }

        if (TaintsOf(node) is { } taints)
        {
            var draft = node.ToDraft();
            draft["spec"]!["taints"] = taints;
            await _context.Cluster.UpdateAsync(WellKnownTypes.Nodes, KubernetesObject.From(draft), ControllerContext.Write, cancellationToken);
            return ReconcileResult.Done;
        }

        if (!SimulatedNode.Is(node))
        {
            return ReconcileResult.Done;
        }

        var now = _context.Time.GetUtcNow();
        var due = LastReport(node) + _options.StatusReportInterval - now;
        if (due > TimeSpan.Zero)
        {
            return ReconcileResult.After(due.Value);
        }

        var status = NodeObjects.Report(node, NodeShape.Default, _network.IndexOf(node), now);
        await _context.Cluster.UpdateStatusAsync(WellKnownTypes.Nodes, node, status, Write, cancellationToken);
        return ReconcileResult.After(_options.StatusReportInterval);
    }

    private static DateTimeOffset? LastReport(KubernetesObject node) =>
        Ready(node).Select(condition => KubernetesTime.Parse(condition.String("lastHeartbeatTime"))).FirstOrDefault();

    /// <summary>
    /// The taints that a node must get because it was cordoned or uncordoned, or because it is ready now, which new nodes
    /// are not; null where they fit.
    /// </summary>
    private static JsonArray? TaintsOf(KubernetesObject node)
    {
        var spec = node.Root.Member("spec") ?? default;
        var cordoned = spec.Boolean("unschedulable") ?? false;
        var isReady = Ready(node).Any(condition => condition.StringOrEmpty("status") == "True");
        var taints = spec.Items("taints").ToList();
        if (taints.Any(IsOf(UnschedulableTaint)) == cordoned && !(isReady && taints.Any(IsOf(NotReadyTaint))))
        {
            return null;
        }

        var others = taints.Where(taint => !IsOf(UnschedulableTaint)(taint) && !(isReady && IsOf(NotReadyTaint)(taint))).Select(taint => (JsonNode)Drafts.Of(taint));
        return cordoned
            ? new JsonArray([.. others, new JsonObject { ["key"] = UnschedulableTaint, ["effect"] = "NoSchedule" }])
            : new JsonArray([.. others]);
    }

    private static Func<JsonElement, bool> IsOf(string key) => taint => taint.StringOrEmpty("key") == key;

    private static IEnumerable<JsonElement> Ready(KubernetesObject node) =>
        (node.Root.Member("status") ?? default).Items("conditions").Where(condition => condition.StringOrEmpty("type") == "Ready");
}
