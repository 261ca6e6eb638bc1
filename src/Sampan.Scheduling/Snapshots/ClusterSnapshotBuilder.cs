using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;
using Sampan.Scheduling.Devices;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Storage;

namespace Sampan.Scheduling.Snapshots;

/// <summary>
/// Builds a snapshot from a cluster's objects. Kinds that scheduling does not look at are passed over, as are pods that
/// have ended, pods on unknown nodes, and pods that wait without a nominated node.
/// </summary>
public sealed class ClusterSnapshotBuilder
{
    private readonly List<Node> _nodes = [];
    private readonly List<PodInfo> _pods = [];
    private readonly StorageObjectsBuilder _storage = new();
    private readonly DeviceObjectsBuilder _devices = new();
    private ClusterObjects _objects = ClusterObjects.None;

    /// <summary>Adds an object by its own kind.</summary>
    /// <exception cref="FormatException">A quantity or selector in it cannot be read.</exception>
    public ClusterSnapshotBuilder Add(KubernetesObject @object) => Add(@object.Kind, @object.Root);

    /// <summary>Adds objects by their own kinds.</summary>
    /// <exception cref="FormatException">A quantity or selector in one cannot be read.</exception>
    public ClusterSnapshotBuilder Add(IEnumerable<KubernetesObject> objects)
    {
        foreach (var @object in objects)
        {
            Add(@object);
        }

        return this;
    }

    /// <summary>Adds an object of the given kind.</summary>
    /// <exception cref="FormatException">A quantity or selector in it cannot be read.</exception>
    public ClusterSnapshotBuilder Add(string kind, JsonElement @object)
    {
        switch (kind)
        {
            case "Node":
                _nodes.Add(Node.Of(@object));
                break;
            case "Pod":
                _pods.Add(PodInfo.Of(@object));
                break;
            case "Namespace":
                var metadata = @object.Member("metadata") ?? default;
                _objects = _objects with { Namespaces = _objects.Namespaces.SetItem(metadata.StringOrEmpty("name"), metadata.StringMap("labels")) };
                break;
            case "Service" when @object.Member("spec", "selector") is not null:
                AddSelector(kind, @object, LabelSelector.OfLabels(@object.Member("spec")!.Value.StringMap("selector")));
                break;
            case "ReplicationController":
                AddSelector(kind, @object, LabelSelector.OfLabels(@object.Member("spec")?.StringMap("selector") ?? new Dictionary<string, string>()));
                break;
            case "ReplicaSet" or "StatefulSet":
                AddSelector(kind, @object, LabelSelector.Of(@object.Member("spec", "selector")));
                break;
            case "PodDisruptionBudget":
                _objects = _objects with { DisruptionBudgets = _objects.DisruptionBudgets.Add(DisruptionBudget.Of(@object)) };
                break;
            default:
                _storage.Add(kind, @object);
                _devices.Add(kind, @object);
                break;
        }

        return this;
    }

    /// <summary>The snapshot of everything added.</summary>
    public ClusterSnapshot Build()
    {
        var running = _pods.Where(pod => pod.NodeName.Length > 0 && !pod.IsFinished).ToLookup(pod => pod.NodeName, StringComparer.Ordinal);
        var nominated = _pods.Where(pod => pod.NodeName.Length == 0 && pod.NominatedNodeName.Length > 0);
        return ClusterSnapshot.Of(_nodes.Select(node => NodeInfo.Of(node, running[node.Name])), nominated, BuildObjects());
    }

    /// <summary>The nodes and pods of a snapshot with everything else that was added here in place of its own.</summary>
    public ClusterSnapshot BuildAround(ClusterSnapshot snapshot) => snapshot.With(BuildObjects());

    private ClusterObjects BuildObjects() => _objects with { Storage = _storage.Build(), Devices = _devices.Build() };

    private void AddSelector(string kind, JsonElement @object, LabelSelector selector)
    {
        var metadata = @object.Member("metadata") ?? default;
        var key = new WorkloadKey(kind, metadata.StringOrEmpty("namespace"), metadata.StringOrEmpty("name"));
        _objects = _objects with { Selectors = _objects.Selectors.SetItem(key, selector) };
    }
}
