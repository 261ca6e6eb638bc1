using Sampan.Placement.Policies;

namespace Sampan.Placement.Selection;

/// <summary>Selection by a <c>cluster</c> constraint: the best, exchanged from the last on until they hold the replicas.</summary>
internal static class ClusterSpread
{
    /// <param name="candidates">The candidates, best first.</param>
    /// <param name="constraint">The constraint.</param>
    /// <param name="replicas">The replicas that the selection has to hold together, or null where capacity does not count.</param>
    public static ClusterSelection Select(IReadOnlyList<Candidate> candidates, SpreadConstraint constraint, int? replicas)
    {
        if (candidates.Count < constraint.MinGroups)
        {
            return ClusterSelection.Failed("the number of feasible clusters is less than spreadConstraint.MinGroups");
        }

        var count = Math.Max(0, Math.Min(candidates.Count, constraint.MaxGroups));
        var ordered = candidates.ToArray();
        if (replicas is { } needed && (count == 0 || !TryHold(ordered, count, needed)))
        {
            return ClusterSelection.Failed($"no enough resource when selecting {count} clusters");
        }

        return ClusterSelection.Of(ordered[..count]);
    }

    // Swaps the worst of the first count for the roomiest of the rest, as long as that is a gain.
    private static bool TryHold(Candidate[] ordered, int count, int replicas)
    {
        for (var worst = count - 1; worst >= 0 && !Holds(ordered, count, replicas); worst--)
        {
            var roomiest = worst;
            for (var i = count; i < ordered.Length; i++)
            {
                roomiest = ordered[i].AvailableReplicas > ordered[roomiest].AvailableReplicas ? i : roomiest;
            }

            (ordered[worst], ordered[roomiest]) = (ordered[roomiest], ordered[worst]);
        }

        return Holds(ordered, count, replicas);
    }

    private static bool Holds(Candidate[] ordered, int count, int replicas)
    {
        long available = 0;
        for (var i = 0; i < count; i++)
        {
            available += ordered[i].AvailableReplicas;
        }

        return available >= replicas;
    }
}
