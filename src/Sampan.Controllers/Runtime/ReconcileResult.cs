namespace Sampan.Controllers.Runtime;

/// <summary>What follows a successful reconciliation.</summary>
/// <param name="RequeueAfter">When to reconcile the key again without a change; null: only when something changes.</param>
public readonly record struct ReconcileResult(TimeSpan? RequeueAfter)
{
    /// <summary>Nothing to do until something changes.</summary>
    public static readonly ReconcileResult Done;

    /// <summary>Reconcile again after a delay, even if nothing changes.</summary>
    public static ReconcileResult After(TimeSpan delay) => new(delay);
}
