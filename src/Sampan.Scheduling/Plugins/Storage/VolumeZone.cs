using System.Collections.Immutable;
using Sampan.Kubernetes.Identity;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;
using Sampan.Scheduling.Storage;

namespace Sampan.Scheduling.Plugins.Storage;

/// <summary>Refuses nodes outside the zones and regions that a bound volume's labels name.</summary>
internal sealed class VolumeZone : IFilterPlugin
{
    private const string Zone = "topology.kubernetes.io/zone";
    private const string Region = "topology.kubernetes.io/region";
    private const string BetaZone = "failure-domain.beta.kubernetes.io/zone";
    private const string BetaRegion = "failure-domain.beta.kubernetes.io/region";
    private static readonly ImmutableArray<string> Keys = [BetaZone, BetaRegion, Zone, Region];
    private static readonly Verdict OtherZone = Verdict.Unresolvable(PluginNames.VolumeZone, "node(s) had no available volume zone");

    public string Name => PluginNames.VolumeZone;

    public PreFilterResult PreFilter(PodInfo pod, ClusterSnapshot snapshot)
    {
        var storage = snapshot.Objects.Storage;
        var zones = ImmutableArray.CreateBuilder<TopologyLabel>();
        foreach (var volume in pod.Volumes)
        {
            if (volume.ClaimName is null || volume.IsEphemeral)
            {
                continue;
            }

            if (FindVolume(new NamespacedName(pod.Namespace, volume.ClaimName), storage, out var bound) is { } problem)
            {
                return PreFilterResult.Reject(Verdict.Unresolvable(Name, problem));
            }

            if (bound is not null)
            {
                zones.AddRange(Keys.Where(bound.Labels.ContainsKey).Select(key => new TopologyLabel(key, [.. bound.Labels[key].Split("__").Select(zone => zone.Trim())])));
            }
        }

        return zones.Count == 0 ? PreFilterResult.Skip : new PreFilterResult(new ZoneFilter(zones.ToImmutable()));
    }

    private static string? FindVolume(NamespacedName claimId, StorageObjects storage, out Volume? volume)
    {
        volume = null;
        if (!storage.Claims.TryGetValue(claimId, out var claim))
        {
            return $"persistentvolumeclaim \"{claimId.Name}\" not found";
        }

        if (claim.VolumeName.Length > 0)
        {
            return storage.Volumes.TryGetValue(claim.VolumeName, out volume) ? null : $"persistentvolume \"{claim.VolumeName}\" not found";
        }

        if (claim.ClassName.Length == 0)
        {
            return "PersistentVolumeClaim had no pv name and storageClass name";
        }

        if (!storage.Classes.TryGetValue(claim.ClassName, out var storageClass))
        {
            return $"storageclass.storage.k8s.io \"{claim.ClassName}\" not found";
        }

        return storageClass.WaitsForFirstConsumer ? null : "PersistentVolume had no name";
    }

    private sealed class ZoneFilter(ImmutableArray<TopologyLabel> zones) : INodeFilter
    {
        public Verdict? Filter(NodeInfo node)
        {
            var labels = node.Node.Labels;
            return !Keys.Any(labels.ContainsKey) || zones.All(zone => zone.Matches(labels) || IsUnderNewKey(zone, labels)) ? null : OtherZone;
        }

        // A volume labelled in the old way may meet a node labelled in the new one.
        private static bool IsUnderNewKey(TopologyLabel zone, IReadOnlyDictionary<string, string> labels) =>
            !labels.ContainsKey(zone.Key)
            && zone.Key is BetaZone or BetaRegion
            && (zone with { Key = zone.Key == BetaZone ? Zone : Region }).Matches(labels);
    }
}
