using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Storage;

/// <summary>Refuses nodes that would have more volumes of a CSI driver than the driver can attach there.</summary>
internal sealed class NodeVolumeLimits : IFilterPlugin
{
    public string Name => PluginNames.NodeVolumeLimits;

    public PreFilterResult PreFilter(PodInfo pod, ClusterSnapshot snapshot)
    {
        if (snapshot.Objects.Storage.Nodes.IsEmpty || pod.Volumes.All(volume => volume.ClaimName is null))
        {
            return PreFilterResult.Skip;
        }

        return new PreFilterResult(new VolumeLimitFilter(pod, snapshot.Objects.Storage));
    }
}
