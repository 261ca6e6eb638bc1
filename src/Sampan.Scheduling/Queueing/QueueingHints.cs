using System.Collections.Frozen;
using Sampan.Scheduling.Plugins;

namespace Sampan.Scheduling.Queueing;

/// <summary>Which events can lift a plugin's refusal: what kube-scheduler's plugins register for.</summary>
internal static class QueueingHints
{
    private const ClusterEvents Node = ClusterEvents.NodeAdded | ClusterEvents.NodeChanged;
    private const ClusterEvents Pods = ClusterEvents.PodAssigned | ClusterEvents.PodRemoved;

    private static readonly FrozenDictionary<string, ClusterEvents> ByPlugin = new Dictionary<string, ClusterEvents>
    {
        [PluginNames.NodeUnschedulable] = Node,
        [PluginNames.NodeName] = ClusterEvents.NodeAdded,
        [PluginNames.TaintToleration] = Node,
        [PluginNames.NodeAffinity] = Node,
        [PluginNames.NodePorts] = ClusterEvents.NodeAdded | ClusterEvents.PodRemoved,
        [PluginNames.NodeResourcesFit] = Node | ClusterEvents.PodRemoved,
        [PluginNames.VolumeRestrictions] = Node | ClusterEvents.PodRemoved | ClusterEvents.StorageChanged,
        [PluginNames.NodeVolumeLimits] = Node | ClusterEvents.PodRemoved | ClusterEvents.StorageChanged,
        [PluginNames.VolumeBinding] = Node | ClusterEvents.StorageChanged,
        [PluginNames.VolumeZone] = Node | ClusterEvents.StorageChanged,
        [PluginNames.PodTopologySpread] = Node | Pods,
        [PluginNames.InterPodAffinity] = Node | Pods | ClusterEvents.NamespaceChanged,
        [PluginNames.DynamicResources] = Node | ClusterEvents.DevicesChanged,
        [PluginNames.NodeDeclaredFeatures] = Node,
        [PluginNames.DefaultPreemption] = ClusterEvents.PodRemoved,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The events that can help a pod that these plugins refused; any event where none did.</summary>
    public static ClusterEvents EventsFor(IReadOnlyCollection<string> plugins) =>
        plugins.Count == 0
            ? ClusterEvents.All
            : plugins.Aggregate(ClusterEvents.PodUpdated, (events, plugin) => events | ByPlugin.GetValueOrDefault(plugin, ClusterEvents.All));
}
