namespace Sampan.Server.Storage;

/// <summary>A write of one key, on a condition.</summary>
/// <param name="Key">The key.</param>
/// <param name="ExpectedRevision">The revision that the key must be at; 0: the key must not exist.</param>
/// <param name="Value">The new value; for a delete the last state, reported to watchers with the deletion's revision.</param>
/// <param name="IsDelete">Whether the key goes.</param>
/// <param name="Expires">When the store removes the object by itself; null: never.</param>
public sealed record StoreWrite(StoreKey Key, long ExpectedRevision, PendingValue Value, bool IsDelete = false, DateTimeOffset? Expires = null);
