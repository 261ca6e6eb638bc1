using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Framework;

namespace Sampan.Scheduling.Plugins.Resources;

/// <summary>A scoring strategy of NodeResourcesFit: what a degree of filling is worth.</summary>
internal abstract class FillRating(ImmutableArray<WeightedResource> resources)
{
    public ImmutableArray<WeightedResource> Resources { get; } = resources;

    /// <summary>Whether a resource rated zero is left out of the average.</summary>
    public virtual bool IgnoresZero => false;

    /// <summary>Reads <c>scoringStrategy</c>; LeastAllocated where none is given.</summary>
    /// <exception cref="FormatException">The type is unknown.</exception>
    public static FillRating Of(JsonElement strategy)
    {
        var resources = WeightedResource.ListOf(strategy);
        return strategy.StringOrEmpty("type") switch
        {
            "" or "LeastAllocated" => new LeastAllocated(resources),
            "MostAllocated" => new MostAllocated(resources),
            "RequestedToCapacityRatio" => new RequestedToCapacityRatio(resources, strategy.Member("requestedToCapacityRatio") ?? default),
            var unknown => throw new FormatException($"pluginConfig NodeResourcesFit: scoringStrategy.type \"{unknown}\" is unknown; use LeastAllocated, MostAllocated or RequestedToCapacityRatio"),
        };
    }

    /// <summary>0 to 100 for a resource of which <paramref name="requested"/> would be taken.</summary>
    public abstract long Rate(long requested, long allocatable);

    public virtual long Average(long sum, long weights) => sum / weights;

    private sealed class LeastAllocated(ImmutableArray<WeightedResource> resources) : FillRating(resources)
    {
        public override long Rate(long requested, long allocatable) =>
            requested > allocatable ? 0 : (allocatable - requested) * Scores.Maximum / allocatable;
    }

    private sealed class MostAllocated(ImmutableArray<WeightedResource> resources) : FillRating(resources)
    {
        public override long Rate(long requested, long allocatable) => Math.Min(requested, allocatable) * Scores.Maximum / allocatable;
    }
}
