using System.Collections.Immutable;
using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling.Preemption;

/// <summary>A node that a pod would fit if others left it.</summary>
/// <param name="NodeName">The node.</param>
/// <param name="Victims">Who would have to leave, the most important first.</param>
/// <param name="DisruptionBudgetViolations">How many of them their disruption budgets protect.</param>
public sealed record PreemptionCandidate(string NodeName, ImmutableArray<PodInfo> Victims, int DisruptionBudgetViolations)
{
    // Shifted so that every victim adds to the sum, whatever its priority.
    internal long PrioritySum => Victims.Sum(victim => victim.Priority + (long)int.MaxValue + 1);

    internal DateTimeOffset EarliestStart => Victims.Where(victim => victim.Priority == Victims[0].Priority).Min(PodImportance.StartOf);
}
