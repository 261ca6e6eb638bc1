using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Plugins;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Preemption;

/// <summary>DefaultPreemption of kube-scheduler: looks at every node where room can be made, and evicts nobody.</summary>
internal static class PreemptionEvaluator
{
    private const string NoClaims = "no new claims to deallocate";
    private static readonly Verdict NotHelpful = Verdict.Unresolvable(PluginNames.DefaultPreemption, "Preemption is not helpful for scheduling");

    public static PreemptionResult Evaluate(FilterCycle cycle, SchedulingResult failed, ClusterSnapshot snapshot)
    {
        var pod = failed.Pod;
        var verdicts = failed.Refusals.DistinctBy(refusal => refusal.NodeName).ToDictionary(refusal => refusal.NodeName, refusal => refusal.Verdict, StringComparer.Ordinal);
        if (WhyIneligible(pod, verdicts, snapshot) is { } ineligible)
        {
            return Failed(failed, ineligible) with { IsEligible = false };
        }

        List<PreemptionCandidate> candidates = [];
        List<NodeVerdict> refusals = [];
        foreach (var node in snapshot.Table)
        {
            if (verdicts.GetValueOrDefault(node.Name)?.Code != VerdictCode.Unschedulable)
            {
                continue;
            }

            if (VictimSelection.Select(cycle, pod, node, snapshot.Objects.DisruptionBudgets, out var refusal) is { } candidate)
            {
                candidates.Add(candidate);
            }
            else
            {
                refusals.Add(new NodeVerdict(node.Name, refusal!));
            }
        }

        return candidates.Count == 0
            ? Failed(failed, MessageOf(refusals, snapshot.Nodes.Count)) with { Refusals = refusals }
            : Chosen(failed, candidates, refusals);
    }

    private static PreemptionResult Chosen(SchedulingResult failed, List<PreemptionCandidate> candidates, List<NodeVerdict> refusals)
    {
        var best = Best(candidates);
        return new PreemptionResult
        {
            Chosen = best[0],
            Tied = best,
            Candidates = candidates,
            Refusals = refusals,
            Message = failed.Message,
        };
    }

    private static PreemptionResult Failed(SchedulingResult failed, string account) => new()
    {
        PreemptionMessage = "preemption: " + account,
        Message = $"{failed.Message} {NoClaims}, preemption: {account}",
    };

    private static string? WhyIneligible(PodInfo pod, Dictionary<string, Verdict> verdicts, ClusterSnapshot snapshot)
    {
        if (!pod.MayPreempt)
        {
            return "not eligible due to preemptionPolicy=Never.";
        }

        // Where victims are still leaving, the room that they make is awaited, unless it can no longer help.
        return pod.NominatedNodeName.Length > 0
            && verdicts.GetValueOrDefault(pod.NominatedNodeName)?.Code != VerdictCode.UnschedulableAndUnresolvable
            && snapshot.Find(pod.NominatedNodeName) is { } node
            && node.Pods.Any(other => other.Priority < pod.Priority && other is { IsTerminating: true, IsPreempted: true })
                ? "not eligible due to a terminating pod on the nominated node."
                : null;
    }

    private static List<PreemptionCandidate> Best(List<PreemptionCandidate> candidates)
    {
        var best = LeastBy(candidates, candidate => candidate.DisruptionBudgetViolations);
        best = LeastBy(best, candidate => candidate.Victims[0].Priority);
        best = LeastBy(best, candidate => candidate.PrioritySum);
        best = LeastBy(best, candidate => candidate.Victims.Length);
        return LeastBy(best, candidate => -candidate.EarliestStart.UtcTicks);
    }

    private static List<PreemptionCandidate> LeastBy(List<PreemptionCandidate> candidates, Func<PreemptionCandidate, long> measure)
    {
        var least = candidates.Min(measure);
        return [.. candidates.Where(candidate => measure(candidate) == least)];
    }

    private static string MessageOf(List<NodeVerdict> refusals, int nodeCount)
    {
        var counts = refusals.SelectMany(refusal => refusal.Verdict.Reasons).CountBy(reason => reason, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        if (nodeCount > refusals.Count)
        {
            counts[NotHelpful.Reasons[0]] = nodeCount - refusals.Count;
        }

        return FitMessage.Text(nodeCount, counts);
    }
}
