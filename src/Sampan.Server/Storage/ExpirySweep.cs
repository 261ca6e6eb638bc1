namespace Sampan.Server.Storage;

/// <summary>Deletes expired objects, unless somebody has written them meanwhile.</summary>
internal static class ExpirySweep
{
    public static async ValueTask<int> RunAsync(IStore store, IReadOnlyList<(StoreKey Key, StoredObject Found)> expired, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var (key, found) in expired)
        {
            var delete = new StoreWrite(key, found.ModRevision, PendingValue.Of(found.Object.Utf8Json), IsDelete: true);
            removed += (await store.CommitAsync(delete, cancellationToken)).Succeeded ? 1 : 0;
        }

        return removed;
    }
}
