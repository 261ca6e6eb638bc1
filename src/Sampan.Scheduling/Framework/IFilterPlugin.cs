using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Framework;

/// <summary>A plugin that refuses nodes: the extension points PreFilter and Filter.</summary>
internal interface IFilterPlugin : IPlugin
{
    /// <summary>Looks at the pod once and says how its nodes are to be filtered.</summary>
    PreFilterResult PreFilter(PodInfo pod, ClusterSnapshot snapshot);
}
