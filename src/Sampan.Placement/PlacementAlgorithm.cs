using Sampan.Placement.Assignment;
using Sampan.Placement.Bindings;
using Sampan.Placement.Capacity;
using Sampan.Placement.Filtering;
using Sampan.Placement.Members;
using Sampan.Placement.Scoring;
using Sampan.Placement.Selection;

namespace Sampan.Placement;

/// <summary>One attempt: filter, score, estimate, select, assign.</summary>
internal static class PlacementAlgorithm
{
    public static PlacementAttempt Run(PlacementContext context, IReadOnlyList<MemberCluster> clusters, PlacementOptions options)
    {
        List<string> deleting = [];
        List<RejectedCluster> rejected = [];
        List<Candidate> candidates = new(clusters.Count);
        foreach (var cluster in clusters)
        {
            if (cluster.Deleting)
            {
                deleting.Add(cluster.Name);
            }
            else if (ClusterFilters.Run(context, cluster) is { } rejections)
            {
                rejected.Add(new RejectedCluster(cluster.Name, rejections));
            }
            else
            {
                candidates.Add(Weigh(context, cluster, options.Estimators));
            }
        }

        candidates.Sort(Candidate.Compare);
        var attempt = new PlacementAttempt
        {
            AffinityName = context.Term?.Name ?? "",
            Deleting = deleting,
            Rejected = rejected,
            Candidates = candidates,
        };
        return candidates.Count == 0
            ? attempt with { Failure = PlacementFailure.NoFit(clusters.Count, rejected) }
            : SelectAndAssign(context, attempt, options);
    }

    private static Candidate Weigh(PlacementContext context, MemberCluster cluster, IReadOnlyList<ICapacityEstimator> estimators)
    {
        var allocatable = ClusterCapacity.Allocatable(context.Binding, cluster, estimators);
        var order = context.Placement.Affinity is null ? context.Term?.OverflowOrder(cluster) ?? 0 : 0;
        return new Candidate(
            cluster,
            ClusterLocality.Score(context.Binding, cluster.Name),
            order,
            allocatable,
            (long)allocatable + context.Binding.AssignedTo(cluster.Name));
    }

    private static PlacementAttempt SelectAndAssign(PlacementContext context, PlacementAttempt attempt, PlacementOptions options)
    {
        var selection = ClusterSelector.Select(context, attempt.Candidates);
        if (selection.Error is not null)
        {
            return attempt with
            {
                SelectError = selection.Error,
                Failure = new PlacementFailure(FailureKind.SchedulerError, $"failed to select clusters: {selection.Error}"),
            };
        }

        attempt = attempt with { Selected = selection.Selected };
        var assignment = ReplicaAssigner.Assign(context, selection.Selected);
        if (assignment.Error is not null)
        {
            var kind = assignment.Unschedulable ? FailureKind.Unschedulable : FailureKind.SchedulerError;
            return attempt with { Failure = new PlacementFailure(kind, $"failed to assign replicas: {assignment.Error}") };
        }

        return attempt with
        {
            Result = options.EnableEmptyWorkloadPropagation ? WithEmpty(selection.Selected, assignment.Clusters) : assignment.Clusters,
        };
    }

    private static List<TargetCluster> WithEmpty(IReadOnlyList<Candidate> selected, IReadOnlyList<TargetCluster> assigned)
    {
        var replicas = assigned.ToDictionary(target => target.Name, target => target.Replicas, StringComparer.Ordinal);
        return
        [
            .. selected
                .Select(candidate => new TargetCluster(candidate.Name, replicas.GetValueOrDefault(candidate.Name)))
                .OrderBy(target => target.Name, StringComparer.Ordinal),
        ];
    }
}
