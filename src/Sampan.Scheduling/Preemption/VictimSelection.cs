using System.Collections.Immutable;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Plugins;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Preemption;

/// <summary>Finds the victims on one node: all pods of lower priority leave, then as many as possible may stay after all, the most important first.</summary>
internal sealed class VictimSelection
{
    private static readonly Verdict NoVictims = Verdict.Unresolvable(PluginNames.DefaultPreemption, "No preemption victims found for incoming pod");

    private readonly FilterCycle _cycle;
    private NodeInfo _node;

    private VictimSelection(FilterCycle cycle, NodeInfo node)
    {
        _cycle = cycle.Copy();
        _node = node;
    }

    /// <summary>The candidate, or null and why there is none.</summary>
    public static PreemptionCandidate? Select(FilterCycle cycle, PodInfo pod, NodeInfo node, ImmutableArray<DisruptionBudget> budgets, out Verdict? refusal)
    {
        refusal = null;
        List<PodInfo> potential = [.. node.Pods.Where(other => other.Priority < pod.Priority)];
        if (potential.Count == 0)
        {
            refusal = NoVictims;
            return null;
        }

        var selection = new VictimSelection(cycle, node);
        potential.ForEach(selection.Remove);
        refusal = selection._cycle.Check(selection._node);
        return refusal is null ? selection.Reprieve(potential, budgets) : null;
    }

    private PreemptionCandidate Reprieve(List<PodInfo> potential, ImmutableArray<DisruptionBudget> budgets)
    {
        potential.Sort(PodImportance.MostImportantFirst);
        var isProtected = ProtectedPods(potential, budgets);
        List<PodInfo> victims = [.. potential.Where(isProtected.Contains).Where(pod => !Stays(pod))];
        var violations = victims.Count;
        victims.AddRange(potential.Where(pod => !isProtected.Contains(pod) && !Stays(pod)));
        return new PreemptionCandidate(_node.Name, [.. victims.Order(PodImportance.MostImportantFirst)], violations);
    }

    private bool Stays(PodInfo pod)
    {
        _node = _node.With(pod);
        _cycle.Track(pod, _node, 1);
        if (_cycle.Check(_node) is null)
        {
            return true;
        }

        Remove(pod);
        return false;
    }

    private void Remove(PodInfo pod)
    {
        _node = _node.Without(pod);
        _cycle.Track(pod, _node, -1);
    }

    // Each pod uses up every budget that covers it, in the order of importance.
    private static HashSet<PodInfo> ProtectedPods(List<PodInfo> pods, ImmutableArray<DisruptionBudget> budgets)
    {
        HashSet<PodInfo> isProtected = [];
        var left = budgets.Select(budget => budget.DisruptionsAllowed).ToArray();
        foreach (var pod in pods)
        {
            for (var i = 0; i < left.Length; i++)
            {
                if (budgets[i].Covers(pod) && --left[i] < 0)
                {
                    isProtected.Add(pod);
                }
            }
        }

        return isProtected;
    }
}
