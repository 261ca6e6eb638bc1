using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Scheduling.Configuration;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Plugins.Affinity;
using Sampan.Scheduling.Plugins.Devices;
using Sampan.Scheduling.Plugins.Images;
using Sampan.Scheduling.Plugins.Nodes;
using Sampan.Scheduling.Plugins.Resources;
using Sampan.Scheduling.Plugins.Spreading;
using Sampan.Scheduling.Plugins.Storage;

namespace Sampan.Scheduling.Plugins;

/// <summary>Every plugin by its name, and kube-scheduler 1.36's default order and weights.</summary>
internal static class PluginRegistry
{
    /// <summary>The default <c>multiPoint</c> set.</summary>
    public static readonly ImmutableArray<EnabledPlugin> Defaults =
    [
        new(PluginNames.SchedulingGates),
        new(PluginNames.PrioritySort),
        new(PluginNames.NodeUnschedulable),
        new(PluginNames.NodeName),
        new(PluginNames.TaintToleration, 3),
        new(PluginNames.NodeAffinity, 2),
        new(PluginNames.NodePorts),
        new(PluginNames.NodeResourcesFit, 1),
        new(PluginNames.VolumeRestrictions),
        new(PluginNames.NodeVolumeLimits),
        new(PluginNames.VolumeBinding),
        new(PluginNames.VolumeZone),
        new(PluginNames.PodTopologySpread, 2),
        new(PluginNames.InterPodAffinity, 2),
        new(PluginNames.DynamicResources, 2),
        new(PluginNames.DefaultPreemption),
        new(PluginNames.NodeResourcesBalancedAllocation, 1),
        new(PluginNames.ImageLocality, 1),
        new(PluginNames.DefaultBinder),
        new(PluginNames.NodeDeclaredFeatures),
    ];

    private static readonly FrozenDictionary<string, Func<JsonElement, IPlugin>> Plugins = new Dictionary<string, Func<JsonElement, IPlugin>>
    {
        [PluginNames.NodeUnschedulable] = _ => new NodeUnschedulable(),
        [PluginNames.NodeName] = _ => new NodeName(),
        [PluginNames.TaintToleration] = _ => new TaintToleration(),
        [PluginNames.NodeAffinity] = arguments => new NodeAffinity(arguments),
        [PluginNames.NodePorts] = _ => new NodePorts(),
        [PluginNames.NodeResourcesFit] = arguments => new NodeResourcesFit(arguments),
        [PluginNames.VolumeRestrictions] = _ => new VolumeRestrictions(),
        [PluginNames.NodeVolumeLimits] = _ => new NodeVolumeLimits(),
        [PluginNames.VolumeBinding] = _ => new VolumeBinding(),
        [PluginNames.VolumeZone] = _ => new VolumeZone(),
        [PluginNames.PodTopologySpread] = arguments => new PodTopologySpread(arguments),
        [PluginNames.InterPodAffinity] = arguments => new InterPodAffinity(arguments),
        [PluginNames.DynamicResources] = _ => new DynamicResources(),
        [PluginNames.NodeResourcesBalancedAllocation] = arguments => new NodeResourcesBalancedAllocation(arguments),
        [PluginNames.ImageLocality] = _ => new ImageLocality(),
        [PluginNames.NodeDeclaredFeatures] = _ => new NodeDeclaredFeatures(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The plugins of a profile, each made once with the profile's arguments.</summary>
    /// <exception cref="FormatException">The arguments of one are wrong.</exception>
    public static FrozenDictionary<string, IPlugin> CreateFor(SchedulerProfile profile) =>
        Plugins.ToFrozenDictionary(plugin => plugin.Key, plugin => plugin.Value(profile.ArgumentsOf(plugin.Key)), StringComparer.Ordinal);
}
