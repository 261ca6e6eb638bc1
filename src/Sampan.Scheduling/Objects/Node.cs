using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Objects;

/// <summary>What the scheduler needs of a core/v1 Node, read once.</summary>
public sealed class Node
{
    private Node(JsonElement root)
    {
        var metadata = root.Member("metadata") ?? default;
        var spec = root.Member("spec") ?? default;
        var status = root.Member("status") ?? default;
        Name = metadata.StringOrEmpty("name");
        Labels = metadata.StringMap("labels");
        IsUnschedulable = spec.Boolean("unschedulable") ?? false;
        Taints = [.. spec.Items("taints").Select(Taint.Of)];
        var allocatable = ResourceList.Of(status.Member("allocatable"));
        Allocatable = ResourceAmounts.Of(allocatable);
        MaximumPods = allocatable.GetValueOrDefault(ResourceNames.Pods).Value;
        Images = [.. status.Items("images").SelectMany(ImagesOf)];
        DeclaredFeatures = [.. status.Items("declaredFeatures").Select(feature => feature.ToString())];
    }

    /// <summary>The node's name.</summary>
    public string Name { get; }

    /// <summary>The node's labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>What the node can give to pods.</summary>
    public ResourceAmounts Allocatable { get; }

    /// <summary>How many pods the node can run.</summary>
    public long MaximumPods { get; }

    internal bool IsUnschedulable { get; }

    internal ImmutableArray<Taint> Taints { get; }

    internal ImmutableArray<NodeImage> Images { get; }

    internal ImmutableHashSet<string> DeclaredFeatures { get; }

    /// <summary>Reads a Node object.</summary>
    /// <exception cref="FormatException">A quantity is no quantity.</exception>
    public static Node Of(KubernetesObject node) => Of(node.Root);

    /// <summary>Reads a Node object's JSON.</summary>
    /// <exception cref="FormatException">A quantity is no quantity.</exception>
    public static Node Of(JsonElement node) => new(node);

    private static IEnumerable<NodeImage> ImagesOf(JsonElement image)
    {
        var size = image.Integer("sizeBytes") ?? 0;
        foreach (var name in image.Items("names"))
        {
            yield return new NodeImage(name.ToString(), size);
        }
    }
}
