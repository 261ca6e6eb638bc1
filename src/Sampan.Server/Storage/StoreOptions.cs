using Sampan.Server.Storage.Encryption;

namespace Sampan.Server.Storage;

/// <summary>How much history a store keeps in memory (compaction may drop it earlier), and how it stores objects elsewhere.</summary>
public sealed record StoreOptions
{
    /// <summary>Past states that can be read, such as by the next page of a list.</summary>
    public int PastRevisions { get; init; } = 10_000;

    /// <summary>Changes that a watch can start from, per collection.</summary>
    public int EventsPerCollection { get; init; } = 5_000;

    /// <summary>What is encrypted before it leaves memory; null: nothing.</summary>
    public EncryptionConfiguration? Encryption { get; init; }
}
