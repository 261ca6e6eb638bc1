using Sampan.Controllers.Pods;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Nodes;

/// <summary>The addresses of a cluster's simulated nodes and pods: one range of 254 pod addresses for each node.</summary>
internal sealed class NodeNetwork
{
    private const int FirstByte = 64;
    private const int PodsPerRange = 254;
    private const int FirstForeignIndex = 16384;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string>> _assigned = new(StringComparer.Ordinal);
    private readonly ObjectIndex _podsByNode;
    private int _nextForeign = FirstForeignIndex;

    public NodeNetwork(ObjectIndex podsByNode) => _podsByNode = podsByNode;

    /// <summary>The pod range of the node with an index from 0.</summary>
    public static string PodRange(int index) => $"{Prefix(index)}.0/24";

    /// <summary>The address of the node with an index from 0.</summary>
    public static string NodeAddress(int index) => $"172.18.{(index + 2) / 250}.{(index + 2) % 250}";

    /// <summary>The index of a node: that of its pod range if it has one of ours, else one that registered nodes do not have.</summary>
    public int IndexOf(KubernetesObject node)
    {
        lock (_lock)
        {
            if (!_indexes.TryGetValue(node.Metadata.Name, out var index))
            {
                index = IndexOfRange(node.Root.Member("spec")?.String("podCIDR")) ?? _nextForeign++;
                _indexes[node.Metadata.Name] = index;
            }

            return index;
        }
    }

    /// <summary>The address of a pod on a node: always the same while the pod is there.</summary>
    public string PodAddress(KubernetesObject node, KubernetesObject pod)
    {
        var index = IndexOf(node);
        lock (_lock)
        {
            var name = node.Metadata.Name;
            if (!_assigned.TryGetValue(name, out var addresses))
            {
                _assigned[name] = addresses = Present(name);
            }

            if (!addresses.TryGetValue(pod.Metadata.Uid, out var address))
            {
                var used = addresses.Values.ToHashSet(StringComparer.Ordinal);
                var free = Enumerable.Range(1, PodsPerRange).Select(host => $"{Prefix(index)}.{host}").FirstOrDefault(candidate => !used.Contains(candidate));

                // A node with more pods than addresses repeats some: nothing here routes packets.
                addresses[pod.Metadata.Uid] = address = free ?? $"{Prefix(index)}.{(addresses.Count % PodsPerRange) + 1}";
            }

            return address;
        }
    }

    /// <summary>Frees the address of a pod that is gone.</summary>
    public void Release(KubernetesObject pod)
    {
        lock (_lock)
        {
            if (_assigned.TryGetValue(pod.NodeName, out var addresses))
            {
                addresses.Remove(pod.Metadata.Uid);
            }
        }
    }

    private Dictionary<string, string> Present(string node) => _podsByNode[node]
        .Where(pod => pod.Root.Member("status")?.String("podIP") is not null)
        .ToDictionary(pod => pod.Metadata.Uid, pod => pod.Root.Member("status")!.Value.StringOrEmpty("podIP"), StringComparer.Ordinal);

    private static int? IndexOfRange(string? range) =>
        range?.Split('.') is ["10", var high, var low, "0/24"] && int.TryParse(high, out var first) && int.TryParse(low, out var second) && first >= FirstByte
            ? ((first - FirstByte) * 256) + second
            : null;

    private static string Prefix(int index) => $"10.{FirstByte + (index / 256)}.{index % 256}";
}
