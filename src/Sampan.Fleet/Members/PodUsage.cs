using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Members;

/// <summary>What a member's pods request: those that wait for a node, those that have one, and the latter by node.</summary>
internal sealed record PodUsage(ResourceTotal Waiting, ResourceTotal Placed, IReadOnlyDictionary<string, ResourceTotal> ByNode)
{
    public static PodUsage Of(IReadOnlyList<KubernetesObject> pods)
    {
        ResourceTotal waiting = new(), placed = new();
        var byNode = new Dictionary<string, ResourceTotal>(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            var spec = pod.Root.Member("spec") ?? default;
            var node = spec.StringOrEmpty("nodeName");
            if (node.Length == 0)
            {
                waiting.Add(spec);
            }
            else if ((pod.Root.Member("status") ?? default).String("phase") is not ("Succeeded" or "Failed"))
            {
                placed.Add(spec);
                if (!byNode.TryGetValue(node, out var total))
                {
                    byNode[node] = total = new ResourceTotal();
                }

                total.Add(spec);
            }
        }

        return new PodUsage(waiting, placed, byNode);
    }
}
