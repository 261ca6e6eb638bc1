using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Planning.Members;

/// <summary>
/// A consistent-enough picture of one cluster for a plan: what the scheduler looks at, read once through the door.
/// </summary>
internal sealed class MemberState
{
    private static readonly (string Group, string Plural)[] SchedulingKinds =
    [
        ("", "nodes"), ("", "pods"), ("", "namespaces"), ("", "services"), ("", "replicationcontrollers"),
        ("apps", "replicasets"), ("apps", "statefulsets"), ("policy", "poddisruptionbudgets"),
        ("", "persistentvolumes"), ("", "persistentvolumeclaims"), ("storage.k8s.io", "storageclasses"),
        ("storage.k8s.io", "csinodes"), ("storage.k8s.io", "csidrivers"), ("storage.k8s.io", "volumeattachments"),
    ];

    private readonly Dictionary<(string Group, string Plural), IReadOnlyList<KubernetesObject>> _objects;

    private MemberState(ICluster cluster, Dictionary<(string, string), IReadOnlyList<KubernetesObject>> objects)
    {
        Cluster = cluster;
        _objects = objects;
    }

    public ICluster Cluster { get; }

    /// <summary>Reads the cluster.</summary>
    public static async Task<MemberState> ReadAsync(ICluster cluster, CancellationToken cancellationToken)
    {
        var types = await cluster.DiscoverAsync(cancellationToken);
        var objects = new Dictionary<(string, string), IReadOnlyList<KubernetesObject>>();
        foreach (var kind in SchedulingKinds)
        {
            if (types.FirstOrDefault(type => type.Group == kind.Group && type.Plural == kind.Plural) is { } type)
            {
                objects[kind] = (await cluster.ListAsync(type, null, ListOptions.Everything, cancellationToken)).Items;
            }
        }

        return new MemberState(cluster, objects);
    }

    /// <summary>A builder with everything that the scheduler looks at but pods.</summary>
    public ClusterSnapshotBuilder SnapshotWithoutPods()
    {
        var builder = new ClusterSnapshotBuilder();
        foreach (var (kind, objects) in _objects)
        {
            if (kind != ("", "pods"))
            {
                builder.Add(objects);
            }
        }

        return builder;
    }

    /// <summary>The pods, those being deleted included.</summary>
    public IReadOnlyList<KubernetesObject> Pods => _objects.GetValueOrDefault(("", "pods"), []);

    /// <summary>Whether the namespace exists.</summary>
    public bool HasNamespace(string name) =>
        _objects.GetValueOrDefault(("", "namespaces"), []).Any(@namespace => @namespace.Metadata.Name == name);

    /// <summary>The living pods of a workload: those that it or its replica sets control.</summary>
    public IReadOnlyList<KubernetesObject> PodsOf(KubernetesObject workload)
    {
        var owners = _objects.GetValueOrDefault(("apps", "replicasets"), [])
            .Where(set => set.Metadata.Controller?.Uid == workload.Metadata.Uid)
            .Select(set => set.Metadata.Uid)
            .Append(workload.Metadata.Uid)
            .ToHashSet(StringComparer.Ordinal);
        return [.. Pods
            .Where(pod => pod.Metadata.Controller is { } controller && owners.Contains(controller.Uid))
            .Where(pod => pod.Metadata.DeletionTimestamp is null && pod.Root.Member("status", "phase")?.GetString() is not ("Succeeded" or "Failed"))
            .OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal)];
    }

    /// <summary>The labels that the current replica set of a Deployment gives its pods beyond the template's; null where there is none.</summary>
    public KubernetesObject? CurrentReplicaSet(KubernetesObject deployment)
    {
        return _objects.GetValueOrDefault(("apps", "replicasets"), [])
            .Where(set => set.Metadata.Controller?.Uid == deployment.Metadata.Uid)
            .MaxBy(set => Revision(set));

        static long Revision(KubernetesObject set) =>
            long.TryParse(set.Metadata.Annotations.GetValueOrDefault("deployment.kubernetes.io/revision"), out var revision) ? revision : 0;
    }
}
