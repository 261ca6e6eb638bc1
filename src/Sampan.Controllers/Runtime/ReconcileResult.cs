namespace Sampan.Controllers.Runtime;

/// <summary>What follows a successful reconciliation.</summary>
/// <param name="RequeueAfter">When to reconcile the key again without a change; null: only when something changes.</param>
/// <param name="IsUnfinished">Whether to reconcile the key again after a delay that grows from time to time.</param>
public readonly record struct ReconcileResult(TimeSpan? RequeueAfter, bool IsUnfinished = false)
{
    /// <summary>Nothing to do until something changes.</summary>
    public static readonly ReconcileResult Done;

    /// <summary>Something outside must happen first that will not be noticed: look again, less and less often.</summary>
    public static readonly ReconcileResult Unfinished = new(null, IsUnfinished: true);

    /// <summary>Reconcile again after a delay, even if nothing changes.</summary>
    public static ReconcileResult After(TimeSpan delay) => new(delay);
}
