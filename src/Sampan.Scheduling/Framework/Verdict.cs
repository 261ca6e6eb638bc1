using System.Collections.Immutable;

namespace Sampan.Scheduling.Framework;

/// <summary>Why a plugin refuses a node, or a pod altogether.</summary>
/// <param name="Plugin">The plugin's name.</param>
/// <param name="Code">Whether making room could help.</param>
/// <param name="Reasons">kube-scheduler's reasons, in order of their text.</param>
public sealed record Verdict(string Plugin, VerdictCode Code, ImmutableArray<string> Reasons)
{
    /// <summary>A refusal that preemption could lift.</summary>
    internal static Verdict Unschedulable(string plugin, params ReadOnlySpan<string> reasons) =>
        new(plugin, VerdictCode.Unschedulable, Ordered(reasons));

    /// <summary>A refusal that no preemption can lift.</summary>
    internal static Verdict Unresolvable(string plugin, params ReadOnlySpan<string> reasons) =>
        new(plugin, VerdictCode.UnschedulableAndUnresolvable, Ordered(reasons));

    private static ImmutableArray<string> Ordered(ReadOnlySpan<string> reasons)
    {
        var ordered = reasons.ToArray();
        Array.Sort(ordered, StringComparer.Ordinal);
        return [.. ordered];
    }
}
