namespace Sampan.Server.Storage;

/// <summary>How much history a store keeps in memory. Compaction may drop it earlier.</summary>
public sealed record StoreOptions
{
    /// <summary>Past states that can be read, such as by the next page of a list.</summary>
    public int PastRevisions { get; init; } = 10_000;

    /// <summary>Changes that a watch can start from, per collection.</summary>
    public int EventsPerCollection { get; init; } = 5_000;
}
