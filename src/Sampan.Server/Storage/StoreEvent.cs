namespace Sampan.Server.Storage;

/// <summary>A committed change of one key.</summary>
/// <param name="Revision">The commit's revision.</param>
/// <param name="Object">The new version; of a delete the last state, under the deletion's revision.</param>
/// <param name="Previous">The version before; null for a create.</param>
/// <param name="IsDelete">Whether the key went.</param>
public sealed record StoreEvent(long Revision, StoredObject Object, StoredObject? Previous, bool IsDelete)
{
    /// <summary>Whether the change created the key.</summary>
    public bool IsCreate => Previous is null;
}
