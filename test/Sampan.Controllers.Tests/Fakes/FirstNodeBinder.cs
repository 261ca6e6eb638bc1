using System.Text.Json.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Fakes;

/// <summary>Binds every pod to some node, so that these tests need no scheduler.</summary>
internal sealed class FirstNodeBinder(SharedInformers informers) : IReconciler
{
    private readonly Informer _pods = informers.For(WellKnownTypes.Pods);
    private readonly Informer _nodes = informers.For(WellKnownTypes.Nodes);

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_pods.Get(key) is not { Metadata.DeletionTimestamp: null } pod || pod.Root.Member("spec")?.String("nodeName") is { Length: > 0 } || _nodes.All.Count == 0)
        {
            return ReconcileResult.Done;
        }

        var node = _nodes.All[Math.Abs(StringComparer.Ordinal.GetHashCode(key.Name)) % _nodes.All.Count];
        var binding = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Binding",
            ["metadata"] = new JsonObject { ["name"] = key.Name, ["namespace"] = key.Namespace },
            ["target"] = new JsonObject { ["kind"] = "Node", ["name"] = node.Metadata.Name },
        };
        try
        {
            await informers.Cluster.CreateAsync(WellKnownTypes.Pods, KubernetesObject.From(binding), new WriteOptions { Subresource = "binding" }, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound || exception.IsConflict)
        {
            // Gone or bound already.
        }

        return ReconcileResult.Done;
    }

    public static Controller Controller(SharedInformers informers, TimeProvider time) =>
        new Controller("binder", new FirstNodeBinder(informers), time, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance)
            .Watches(informers.For(WellKnownTypes.Pods), KeysOf.Itself)
            .Watches(informers.For(WellKnownTypes.Nodes), change => change.Before is null ? informers.For(WellKnownTypes.Pods).All.Select(pod => pod.NamespacedName) : []);
}
