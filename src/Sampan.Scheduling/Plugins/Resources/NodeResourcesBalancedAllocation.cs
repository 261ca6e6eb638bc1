using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Resources;

/// <summary>
/// Likes nodes whose resources the pod would make more evenly used: 50 plus half of how much the balance, 100 less the
/// standard deviation of the used fractions, gains.
/// </summary>
internal sealed class NodeResourcesBalancedAllocation(JsonElement arguments) : IScorePlugin
{
    private readonly ImmutableArray<WeightedResource> _resources = WeightedResource.ListOf(arguments);

    public string Name => PluginNames.NodeResourcesBalancedAllocation;

    public INodeScorer? PreScore(PodInfo pod, ClusterSnapshot snapshot, ReadOnlySpan<NodeInfo> nodes) =>
        _resources.All(resource => pod.RunningRequests.AmountOf(resource.Name) == 0) ? null : new Balance(pod.RunningRequests, _resources);

    private sealed class Balance(ResourceAmounts request, ImmutableArray<WeightedResource> weighted) : INodeScorer
    {
        private readonly ScoredResource[] _resources = ScoredResource.ListFor(weighted, request);

        public long Score(NodeInfo node)
        {
            Span<double> with = stackalloc double[_resources.Length];
            Span<double> without = stackalloc double[_resources.Length];
            var count = 0;
            foreach (ref readonly var resource in _resources.AsSpan())
            {
                var allocatable = resource.AllocatableOn(node);
                if (allocatable != 0)
                {
                    var used = resource.UsedOn(node);
                    with[count] = Math.Min((double)(used + resource.Requested) / allocatable, 1);
                    without[count] = Math.Min((double)used / allocatable, 1);
                    count++;
                }
            }

            return 50 + ((50 + BalanceOf(with[..count]) - BalanceOf(without[..count])) / 2);
        }

        private static long BalanceOf(ReadOnlySpan<double> fractions) => (long)((1 - Deviation(fractions)) * Scores.Maximum);

        private static double Deviation(ReadOnlySpan<double> fractions)
        {
            if (fractions.Length <= 2)
            {
                return fractions.Length == 2 ? Math.Abs((fractions[0] - fractions[1]) / 2) : 0;
            }

            double total = 0;
            foreach (var fraction in fractions)
            {
                total += fraction;
            }

            var mean = total / fractions.Length;
            double squares = 0;
            foreach (var fraction in fractions)
            {
                squares += (fraction - mean) * (fraction - mean);
            }

            return Math.Sqrt(squares / fractions.Length);
        }
    }
}
