using Sampan.Placement.Bindings;
using Sampan.Placement.Selection;

namespace Sampan.Placement.Assignment;

/// <summary>
/// Division by capacity, <c>Aggregated</c> or by dynamic weight. As long as nobody asks for a fresh placement only the
/// difference moves: more replicas are shared by what is free and added to what runs; fewer are shared by what runs.
/// </summary>
/// <remarks>Sums are 32-bit and wrap, as upstream's do: results with boundless capacities depend on it.</remarks>
internal sealed class DynamicDivision
{
    private readonly PlacementBinding _binding;
    private readonly IReadOnlyList<Candidate> _candidates;
    private readonly bool _aggregated;

    /// <summary>What runs on the candidates now. Replicas elsewhere count as missing.</summary>
    private readonly List<TargetCluster> _scheduled;

    private DynamicDivision(PlacementBinding binding, IReadOnlyList<Candidate> candidates, bool aggregated)
    {
        _binding = binding;
        _candidates = candidates;
        _aggregated = aggregated;
        _scheduled = [.. binding.Clusters.Where(cluster => candidates.Any(candidate => candidate.Name == cluster.Name))];
    }

    public static ReplicaAssignment Divide(PlacementBinding binding, IReadOnlyList<Candidate> candidates, bool aggregated, int replicas)
    {
        var division = new DynamicDivision(binding, candidates, aggregated);
        if (binding.RescheduleRequired)
        {
            return division.Afresh(replicas);
        }

        var assigned = Sum(division._scheduled);
        return assigned == replicas ? ReplicaAssignment.Of(division._scheduled)
            : assigned > replicas ? division.ScaleDown(replicas)
            : division.ScaleUp(unchecked(replicas - assigned));
    }

    private ReplicaAssignment Afresh(int replicas)
    {
        var free = Largest(_candidates.Select(candidate =>
            new TargetCluster(candidate.Name, unchecked(candidate.AllocatableReplicas + _binding.AssignedTo(candidate.Name)))));
        return Share(replicas, free, [], "failed to do fresh scale");
    }

    private ReplicaAssignment ScaleDown(int replicas) => Share(replicas, Largest(_scheduled), [], "failed to scale down");

    private ReplicaAssignment ScaleUp(int missing)
    {
        var free = Largest(_candidates.Select(candidate => new TargetCluster(candidate.Name, candidate.AllocatableReplicas)));
        return Share(missing, free, _scheduled, "failed to scale up");
    }

    /// <summary>Shares replicas by what clusters offer, on top of what stays.</summary>
    private ReplicaAssignment Share(int replicas, List<TargetCluster> offers, IReadOnlyList<TargetCluster> staying, string action)
    {
        var available = Sum(offers);
        if (available < replicas)
        {
            return ReplicaAssignment.NotEnough($"{action}: Clusters available replicas {available} are not enough to schedule.");
        }

        var used = _aggregated ? FewestFor(replicas, InUseFirst(offers, staying)) : offers;
        var shared = Webster.Divide(
            replicas,
            [.. used.Select(offer => new WeightedCluster(offer.Name, offer.Replicas))],
            _binding.Resource.Uid);
        return ReplicaAssignment.Of(Merge(staying, shared));
    }

    private static List<TargetCluster> InUseFirst(List<TargetCluster> offers, IReadOnlyList<TargetCluster> staying) =>
        [.. offers.OrderBy(offer => staying.Any(cluster => cluster.Name == offer.Name && cluster.Replicas > 0) ? 0 : 1)];

    private static List<TargetCluster> FewestFor(int replicas, List<TargetCluster> offers)
    {
        var sum = 0;
        for (var i = 0; i < offers.Count; i++)
        {
            sum = unchecked(sum + offers[i].Replicas);
            if (sum >= replicas)
            {
                return offers[..(i + 1)];
            }
        }

        return offers;
    }

    private static List<TargetCluster> Merge(IReadOnlyList<TargetCluster> staying, List<TargetCluster> added)
    {
        var merged = staying.ToDictionary(cluster => cluster.Name, cluster => cluster.Replicas, StringComparer.Ordinal);
        foreach (var cluster in added)
        {
            merged[cluster.Name] = unchecked(merged.GetValueOrDefault(cluster.Name) + cluster.Replicas);
        }

        return [.. merged.Select(entry => new TargetCluster(entry.Key, entry.Value))];
    }

    private static List<TargetCluster> Largest(IEnumerable<TargetCluster> clusters) =>
        [.. clusters.OrderByDescending(cluster => cluster.Replicas)];

    private static int Sum(List<TargetCluster> clusters)
    {
        var sum = 0;
        foreach (var cluster in clusters)
        {
            sum = unchecked(sum + cluster.Replicas);
        }

        return sum;
    }
}
