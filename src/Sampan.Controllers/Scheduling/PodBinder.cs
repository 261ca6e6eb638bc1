using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Objects;

namespace Sampan.Controllers.Scheduling;

/// <summary>DefaultBinder: gives a pod its node through the binding subresource.</summary>
internal sealed class PodBinder(ICluster cluster, string fieldManager)
{
    public async ValueTask BindAsync(PodInfo pod, string nodeName, CancellationToken cancellationToken)
    {
        var binding = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Binding",
            ["metadata"] = new JsonObject { ["name"] = pod.Name, ["namespace"] = pod.Namespace, ["uid"] = pod.Uid },
            ["target"] = new JsonObject { ["kind"] = "Node", ["name"] = nodeName },
        };
        await cluster.CreateAsync(WellKnownTypes.Pods, KubernetesObject.From(binding), WriteOptions.By(fieldManager) with { Subresource = "binding" }, cancellationToken);
    }
}
