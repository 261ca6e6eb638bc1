using Sampan.Placement.Bindings;
using Sampan.Placement.Policies;
using Sampan.Placement.Selection;

namespace Sampan.Placement.Assignment;

/// <summary>Assigns a binding's replicas to the selected clusters.</summary>
internal static class ReplicaAssigner
{
    /// <summary>The assignment by name; clusters that would get no replicas are left out.</summary>
    public static ReplicaAssignment Assign(PlacementContext context, IReadOnlyList<Candidate> selected)
    {
        var binding = context.Binding;
        if (selected.Count == 0)
        {
            return ReplicaAssignment.Failed("no clusters available to schedule");
        }

        // What has no replicas, or several pod templates, is not divided: it goes to every cluster as it is.
        if ((binding.Replicas == 0 && binding.Requirements is null) || binding.Components > 1)
        {
            return ReplicaAssignment.Of(ByName(selected.Select(candidate => new TargetCluster(candidate.Name, 0))));
        }

        var assignment = context.Term is { Overflow.Count: > 0 }
            ? AssignByTier(context, selected)
            : AssignAll(context, selected, binding.Replicas);
        return assignment.Error is null
            ? ReplicaAssignment.Of(ByName(assignment.Clusters.Where(cluster => cluster.Replicas > 0)))
            : assignment;
    }

    // The first group takes what it can hold, the overflow groups the rest, in turn.
    private static ReplicaAssignment AssignByTier(PlacementContext context, IReadOnlyList<Candidate> selected)
    {
        List<TargetCluster> assigned = [];
        var remaining = context.Binding.Replicas;
        foreach (var tier in selected.GroupBy(candidate => candidate.OverflowOrder).OrderBy(tier => tier.Key))
        {
            var candidates = tier.ToList();
            var share = (int)Math.Min(remaining, candidates.Sum(candidate => candidate.AvailableReplicas));
            var assignment = AssignAll(context, candidates, share);
            if (assignment.Error is not null)
            {
                return assignment;
            }

            assigned.AddRange(assignment.Clusters);
            remaining -= share;
            if (remaining <= 0)
            {
                return ReplicaAssignment.Of(assigned);
            }
        }

        return ReplicaAssignment.NotEnough("Clusters available replicas are not enough to schedule.");
    }

    private static ReplicaAssignment AssignAll(PlacementContext context, IReadOnlyList<Candidate> candidates, int replicas)
    {
        var binding = context.Binding;
        var scheduling = context.Placement.ReplicaScheduling;
        return (scheduling is null ? DivisionStrategy.Duplicated : scheduling.Strategy) switch
        {
            DivisionStrategy.Duplicated =>
                ReplicaAssignment.Of([.. candidates.Select(candidate => new TargetCluster(candidate.Name, replicas))]),
            DivisionStrategy.StaticWeight =>
                ReplicaAssignment.Of(StaticWeights.Divide(replicas, candidates, scheduling!.Weights, binding.Resource.Uid)),
            DivisionStrategy.Aggregated => DynamicDivision.Divide(binding, candidates, aggregated: true, replicas),
            DivisionStrategy.DynamicWeight => DynamicDivision.Divide(binding, candidates, aggregated: false, replicas),
            _ => ReplicaAssignment.Failed(
                $"unsupported replica scheduling strategy, replicaSchedulingType: {scheduling!.Type}, "
                + $"replicaDivisionPreference: {scheduling.DivisionPreference}, please try another scheduling strategy"),
        };
    }

    private static List<TargetCluster> ByName(IEnumerable<TargetCluster> clusters) =>
        [.. clusters.OrderBy(cluster => cluster.Name, StringComparer.Ordinal)];
}
