using Sampan.Kubernetes.Selectors;

namespace Sampan.Controllers.Autoscaling;

/// <summary>What a controller remembers of one autoscaler, as long as any rule can ask for it.</summary>
internal sealed class ScalingMemory
{
    /// <summary>The longest window that the API allows.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly List<(int Replicas, DateTimeOffset Time)> _recommendations = [];
    private readonly List<(int Change, DateTimeOffset Time)> _changes = [];

    /// <summary>Which pods its target selected the last time.</summary>
    public LabelSelector Selector { get; set; } = LabelSelector.Nothing;

    /// <summary>The recommendations, oldest first.</summary>
    public IReadOnlyList<(int Replicas, DateTimeOffset Time)> Recommendations => _recommendations;

    /// <summary>Takes what was there before anything was recommended as the first recommendation.</summary>
    public void Begin(int replicas, DateTimeOffset now)
    {
        if (_recommendations.Count == 0)
        {
            _recommendations.Add((replicas, now));
        }
    }

    public void Recommend(int replicas, DateTimeOffset now)
    {
        _recommendations.RemoveAll(recommendation => recommendation.Time < now - Longest);
        _recommendations.Add((replicas, now));
    }

    public void Scaled(int before, int after, DateTimeOffset now)
    {
        _changes.RemoveAll(change => change.Time < now - Longest);
        _changes.Add((after - before, now));
    }

    /// <summary>How many replicas there were when a period began that ends now.</summary>
    public int AtStartOf(TimeSpan period, int current, DateTimeOffset now) =>
        current - _changes.Where(change => change.Time > now - period).Sum(change => change.Change);
}
