namespace Sampan.Server.Storage;

/// <summary>A read or watch at a revision whose history is gone.</summary>
public sealed class CompactedException(long revision, long oldest)
    : Exception($"Revision {revision} has been compacted; the oldest that is left is {oldest}.")
{
    /// <summary>The revision asked for.</summary>
    public long Revision { get; } = revision;

    /// <summary>The oldest revision that can still be read.</summary>
    public long Oldest { get; } = oldest;
}
