namespace Sampan.Scheduling.Preemption;

/// <summary>Whom a pod that fits nowhere could push out, or why it cannot.</summary>
public sealed record PreemptionResult
{
    /// <summary>The choice; null if there is none.</summary>
    public PreemptionCandidate? Chosen { get; init; }

    /// <summary>Every node where victims would make room, ordered by name.</summary>
    public IReadOnlyList<PreemptionCandidate> Candidates { get; init; } = [];

    /// <summary>The candidates that are as good as the chosen one, ordered by name; kube-scheduler picks one of them at random.</summary>
    public IReadOnlyList<PreemptionCandidate> Tied { get; init; } = [];

    /// <summary>Why no victims help on the other nodes that preemption was tried on, ordered by name.</summary>
    public IReadOnlyList<NodeVerdict> Refusals { get; init; } = [];

    /// <summary>Whether the pod may preempt at all.</summary>
    public bool IsEligible { get; init; } = true;

    /// <summary>kube-scheduler's account of a preemption that found nothing: <c>preemption: 0/5 nodes are available: …</c>; empty if it found something.</summary>
    public string PreemptionMessage { get; init; } = "";

    /// <summary>
    /// The text of the PodScheduled condition: why the pod fits nowhere and, if preemption found nothing either, its
    /// account.
    /// </summary>
    public required string Message { get; init; }
}
