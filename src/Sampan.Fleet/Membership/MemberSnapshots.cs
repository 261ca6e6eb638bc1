using System.Collections.Concurrent;
using Sampan.Controllers.Runtime;
using Sampan.Fleet.Hub;
using Sampan.Kubernetes.Identity;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Fleet.Membership;

/// <summary>The members as the scheduling engine sees them, each built anew only when its nodes or pods have changed.</summary>
internal sealed class MemberSnapshots(IReadOnlyDictionary<string, Member> members)
{
    private static readonly ResourceType[] Read = [WellKnownTypes.Nodes, WellKnownTypes.Pods];
    private readonly ConcurrentDictionary<string, (string Version, ClusterSnapshot Snapshot)> _snapshots = new(StringComparer.Ordinal);

    /// <summary>A member's snapshot, or null where it is unknown or not yet read.</summary>
    public ClusterSnapshot? Of(string name)
    {
        if (!members.TryGetValue(name, out var member))
        {
            return null;
        }

        Informer[] informers = [.. Read.Select(type => member.Informers.For(type))];
        if (!Array.TrueForAll(informers, informer => informer.Synced.IsCompletedSuccessfully))
        {
            return null;
        }

        var version = string.Join('/', informers.Select(informer => informer.Revision));
        if (_snapshots.TryGetValue(name, out var known) && known.Version == version)
        {
            return known.Snapshot;
        }

        var builder = new ClusterSnapshotBuilder();
        foreach (var informer in informers)
        {
            builder.Add(informer.All);
        }

        var snapshot = builder.Build();
        _snapshots[name] = (version, snapshot);
        return snapshot;
    }
}
