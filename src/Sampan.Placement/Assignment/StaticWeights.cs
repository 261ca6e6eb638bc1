using Sampan.Placement.Bindings;
using Sampan.Placement.Policies;
using Sampan.Placement.Selection;

namespace Sampan.Placement.Assignment;

/// <summary>
/// Division by fixed weights. A cluster has the largest weight of the rules that it matches; clusters that match none
/// are left out, and where none matches any all weigh the same. What runs where now is not looked at.
/// </summary>
internal static class StaticWeights
{
    public static List<TargetCluster> Divide(int replicas, IReadOnlyList<Candidate> candidates, WeightPreference? preference, string uid)
    {
        var rules = preference?.StaticWeights ?? [];
        var weighted = candidates
            .Select(candidate => new WeightedCluster(candidate.Name, Weight(candidate, rules)))
            .Where(cluster => cluster.Weight > 0)
            .ToList();
        if (weighted.Count == 0)
        {
            weighted.AddRange(candidates.Select(candidate => new WeightedCluster(candidate.Name, 1)));
        }

        return Webster.Divide(replicas, weighted, uid);
    }

    private static long Weight(Candidate candidate, IReadOnlyList<StaticClusterWeight> rules)
    {
        long weight = 0;
        foreach (var rule in rules)
        {
            if (rule.Weight > weight && rule.Target.Matches(candidate.Cluster))
            {
                weight = rule.Weight;
            }
        }

        return weight;
    }
}
