namespace Sampan.Scheduling.Framework;

/// <summary>What a plugin's PreFilter says: nothing to do, not at all, or how to filter.</summary>
/// <param name="Filter">The filter, or null where the plugin has no say about this pod.</param>
/// <param name="Rejection">Why the pod fits no node, or null.</param>
/// <param name="NodeNames">The only nodes that come into question, or null for all.</param>
internal readonly record struct PreFilterResult(INodeFilter? Filter, Verdict? Rejection = null, IReadOnlySet<string>? NodeNames = null)
{
    /// <summary>The plugin has no say about this pod.</summary>
    public static readonly PreFilterResult Skip;

    public static PreFilterResult Reject(Verdict verdict) => new(null, verdict);
}
