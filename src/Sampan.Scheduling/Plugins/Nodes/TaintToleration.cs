using System.Collections.Immutable;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Nodes;

/// <summary>Refuses nodes with a taint that the pod does not tolerate, and likes those less whose soft taints it does not tolerate.</summary>
internal sealed class TaintToleration : IFilterPlugin, IScorePlugin
{
    private static readonly Verdict Untolerated = Verdict.Unresolvable(PluginNames.TaintToleration, "node(s) had untolerated taint(s)");

    public string Name => PluginNames.TaintToleration;

    public PreFilterResult PreFilter(PodInfo pod, ClusterSnapshot snapshot) => new(new HardTaints(pod.Tolerations));

    public INodeScorer PreScore(PodInfo pod, ClusterSnapshot snapshot, ReadOnlySpan<NodeInfo> nodes) =>
        new SoftTaints([.. pod.Tolerations.Where(toleration => toleration.Effect is "" or Taint.PreferNoSchedule)]);

    private sealed class HardTaints(ImmutableArray<Toleration> tolerations) : INodeFilter
    {
        public Verdict? Filter(NodeInfo node) => Toleration.LeavesHardTaint(tolerations, node.Node.Taints) ? Untolerated : null;
    }

    private sealed class SoftTaints(ImmutableArray<Toleration> tolerations) : INodeScorer
    {
        public long Score(NodeInfo node)
        {
            long untolerated = 0;
            foreach (var taint in node.Node.Taints)
            {
                if (taint.Effect == Taint.PreferNoSchedule && !Toleration.AnyTolerates(tolerations, taint))
                {
                    untolerated++;
                }
            }

            return untolerated;
        }

        public void Normalize(Span<long> scores) => Scores.ScaleByGreatest(scores, reversed: true);
    }
}
