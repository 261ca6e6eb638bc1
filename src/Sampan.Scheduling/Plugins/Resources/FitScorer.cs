using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Resources;

/// <summary>Rates a node by how full each resource would be with the pod.</summary>
internal sealed class FitScorer(ResourceAmounts request, FillRating rating) : INodeScorer
{
    private readonly ScoredResource[] _resources = ScoredResource.ListFor(rating.Resources, request);

    public long Score(NodeInfo node)
    {
        long sum = 0, weights = 0;
        foreach (ref readonly var resource in _resources.AsSpan())
        {
            var allocatable = resource.AllocatableOn(node);
            if (allocatable == 0)
            {
                continue;
            }

            var score = rating.Rate(resource.FilledOn(node) + resource.Requested, allocatable);
            if (score > 0 || !rating.IgnoresZero)
            {
                sum += score * resource.Weight;
                weights += resource.Weight;
            }
        }

        return weights == 0 ? 0 : rating.Average(sum, weights);
    }
}
