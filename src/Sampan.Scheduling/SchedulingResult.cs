using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling;

/// <summary>Where a pod goes, or why it goes nowhere.</summary>
public sealed record SchedulingResult
{
    /// <summary>The pod.</summary>
    public required PodInfo Pod { get; init; }

    /// <summary>How many nodes the cluster has.</summary>
    public required int NodeCount { get; init; }

    /// <summary>The chosen node; null if the pod fits nowhere.</summary>
    public string? NodeName { get; init; }

    /// <summary>The chosen node's total score; null where there was nothing to choose.</summary>
    public long? Score { get; init; }

    /// <summary>How many of the nodes looked at take the pod.</summary>
    public int FeasibleNodes { get; init; }

    /// <summary>Where the next search begins, so that all nodes get their turn when not all are looked at.</summary>
    public int NextStartIndex { get; init; }

    /// <summary>Why the pod fits no node whatsoever, before any was looked at; null if nodes were looked at.</summary>
    public Verdict? Rejection { get; init; }

    /// <summary>The nodes that refused the pod, ordered by name; one with every plugin's refusal only if explained.</summary>
    public IReadOnlyList<NodeVerdict> Refusals { get; init; } = [];

    /// <summary>Each plugin's scores; empty unless explained. Plugins without a say are left out.</summary>
    public IReadOnlyList<PluginScores> Scores { get; init; } = [];

    /// <summary>The feasible nodes' total scores; empty unless explained.</summary>
    public IReadOnlyDictionary<string, long> Totals { get; init; } = new Dictionary<string, long>();

    /// <summary>Whether the pod fits some node.</summary>
    public bool IsScheduled => NodeName is not null;

    /// <summary>The reason given to every node that was left out by name, or null.</summary>
    internal Verdict? AbsentNodes { get; init; }

    /// <summary>
    /// kube-scheduler's message about a pod that fits nowhere, without what preemption adds:
    /// <c>0/3 nodes are available: 1 Too many pods, 2 Insufficient cpu.</c> Empty if the pod fits.
    /// </summary>
    public string Message => IsScheduled ? "" : FitMessage.Of(this);
}
