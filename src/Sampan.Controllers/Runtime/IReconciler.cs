using Sampan.Kubernetes.Identity;

namespace Sampan.Controllers.Runtime;

/// <summary>Brings the world of one key to its desired state.</summary>
public interface IReconciler
{
    /// <summary>
    /// Compares the desired with the observed state of <paramref name="key"/>, as they are now, and acts on the difference.
    /// Never called twice at once for a key. What it throws is logged, and the key is tried again with a growing delay.
    /// </summary>
    ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken);
}
