namespace Sampan.Fleet.Autoscaling;

/// <summary>What an autoscaler remembers: recommendations, and how it scaled.</summary>
public sealed record ScaleHistory
{
    /// <summary>No memory yet.</summary>
    public static readonly ScaleHistory Empty = new();

    /// <summary>The recommendations.</summary>
    public IReadOnlyList<Recommendation> Recommendations { get; init; } = [];

    /// <summary>The scale-ups.</summary>
    public IReadOnlyList<ScaleEvent> Ups { get; init; } = [];

    /// <summary>The scale-downs.</summary>
    public IReadOnlyList<ScaleEvent> Downs { get; init; } = [];

    /// <summary>The history with another recommendation, without those from before the time.</summary>
    internal ScaleHistory With(Recommendation recommendation, DateTimeOffset oldest) =>
        this with { Recommendations = [.. Recommendations.Where(kept => kept.Time > oldest), recommendation] };

    /// <summary>The history with a change of the replicas, without the changes in the same direction from before the time.</summary>
    internal ScaleHistory WithChange(int change, DateTimeOffset now, DateTimeOffset oldest) => change > 0
        ? this with { Ups = Add(Ups, new ScaleEvent(change, now), oldest) }
        : this with { Downs = Add(Downs, new ScaleEvent(-change, now), oldest) };

    private static List<ScaleEvent> Add(IReadOnlyList<ScaleEvent> events, ScaleEvent added, DateTimeOffset oldest) =>
        [.. events.Where(kept => kept.Time >= oldest), added];
}
