namespace Sampan.Server.Storage;

/// <summary>How a conditional write ended.</summary>
/// <param name="Succeeded">Whether the condition held and the write is durable.</param>
/// <param name="Current">After a success the written version (of a delete, the last state); else what the key holds, or null.</param>
public readonly record struct CommitResult(bool Succeeded, StoredObject? Current);
