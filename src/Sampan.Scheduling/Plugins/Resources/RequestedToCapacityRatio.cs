using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Framework;

namespace Sampan.Scheduling.Plugins.Resources;

/// <summary>Rates filling by a line through given points, in whole numbers.</summary>
internal sealed class RequestedToCapacityRatio : FillRating
{
    private const long FullyUsed = 100;
    private const long GreatestShapeScore = 10;
    private readonly (long Utilization, long Score)[] _shape;

    public RequestedToCapacityRatio(ImmutableArray<WeightedResource> resources, JsonElement arguments)
        : base(resources) =>
        _shape = [.. arguments.Items("shape").Select(point =>
            (point.Integer("utilization") ?? 0, (point.Integer("score") ?? 0) * (Scores.Maximum / GreatestShapeScore)))];

    public override bool IgnoresZero => true;

    public override long Rate(long requested, long allocatable) =>
        ScoreAt(requested > allocatable ? FullyUsed : requested * FullyUsed / allocatable);

    public override long Average(long sum, long weights) => (long)Math.Round((double)sum / weights, MidpointRounding.AwayFromZero);

    private long ScoreAt(long utilization)
    {
        for (var i = 0; i < _shape.Length; i++)
        {
            if (utilization > _shape[i].Utilization)
            {
                continue;
            }

            if (i == 0)
            {
                return _shape[0].Score;
            }

            var (left, right) = (_shape[i - 1], _shape[i]);
            return left.Score + ((right.Score - left.Score) * (utilization - left.Utilization) / (right.Utilization - left.Utilization));
        }

        return _shape.Length == 0 ? 0 : _shape[^1].Score;
    }
}
