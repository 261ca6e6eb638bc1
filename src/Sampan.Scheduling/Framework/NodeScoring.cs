using System.Buffers;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Framework;

/// <summary>Chooses the best of the nodes that take a pod.</summary>
internal static class NodeScoring
{
    /// <summary>The result completed by the node with the highest total; of several the first by name.</summary>
    public static SchedulingResult Choose(
        ReadOnlySpan<WeightedScorePlugin> plugins,
        SchedulingResult result,
        ClusterSnapshot snapshot,
        ReadOnlySpan<NodeInfo> nodes,
        bool isExplained)
    {
        var buffer = ArrayPool<long>.Shared.Rent(nodes.Length * 2);
        var totals = buffer.AsSpan(0, nodes.Length);
        var scores = buffer.AsSpan(nodes.Length, nodes.Length);
        totals.Clear();
        List<PluginScores> explained = [];
        foreach (var (plugin, weight) in plugins)
        {
            if (plugin.PreScore(result.Pod, snapshot, nodes) is not { } scorer)
            {
                continue;
            }

            for (var i = 0; i < nodes.Length; i++)
            {
                scores[i] = scorer.Score(nodes[i]);
            }

            scorer.Normalize(scores);
            for (var i = 0; i < nodes.Length; i++)
            {
                scores[i] *= weight;
                totals[i] += scores[i];
            }

            if (isExplained)
            {
                explained.Add(new PluginScores(plugin.Name, ByNode(nodes, scores)));
            }
        }

        var best = IndexOfBest(nodes, totals);
        var chosen = result with
        {
            NodeName = nodes[best].Name,
            Score = totals[best],
            Scores = explained,
            Totals = isExplained ? ByNode(nodes, totals) : result.Totals,
        };
        ArrayPool<long>.Shared.Return(buffer);
        return chosen;
    }

    private static int IndexOfBest(ReadOnlySpan<NodeInfo> nodes, ReadOnlySpan<long> totals)
    {
        var best = 0;
        for (var i = 1; i < totals.Length; i++)
        {
            if (totals[i] > totals[best] || (totals[i] == totals[best] && string.CompareOrdinal(nodes[i].Name, nodes[best].Name) < 0))
            {
                best = i;
            }
        }

        return best;
    }

    private static Dictionary<string, long> ByNode(ReadOnlySpan<NodeInfo> nodes, ReadOnlySpan<long> scores)
    {
        var byNode = new Dictionary<string, long>(nodes.Length, StringComparer.Ordinal);
        for (var i = 0; i < nodes.Length; i++)
        {
            byNode[nodes[i].Name] = scores[i];
        }

        return byNode;
    }
}
