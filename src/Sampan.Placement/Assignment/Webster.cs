using Sampan.Placement.Bindings;

namespace Sampan.Placement.Assignment;

/// <summary>
/// Webster's (Sainte-Laguë's) method: replicas go out one by one to the cluster with the largest
/// weight / (2 × replicas it has + 1); between equals to the one with fewer replicas, then by name, in a direction that the UID says.
/// </summary>
public static class Webster
{
    /// <summary>Divides replicas.</summary>
    /// <param name="replicas">The replicas to hand out.</param>
    /// <param name="clusters">The clusters and their weights, in any order.</param>
    /// <param name="uid">The UID that breaks ties; may be empty.</param>
    /// <returns>The clusters with their replicas, by name; none where all weights are 0.</returns>
    public static List<TargetCluster> Divide(int replicas, IReadOnlyList<WeightedCluster> clusters, string uid)
    {
        if (clusters.Sum(cluster => cluster.Weight) == 0)
        {
            return [];
        }

        var byName = clusters.OrderBy(cluster => cluster.Name, StringComparer.Ordinal).ToArray();
        var seats = new int[byName.Length];
        var direction = TieBreak.DescendingByName(uid) ? -1 : 1;
        var queue = new PriorityQueue<int, Claim>(byName.Length);
        for (var i = 0; i < byName.Length; i++)
        {
            queue.Enqueue(i, Claim.Of(byName[i].Weight, 0, i * direction));
        }

        for (var left = replicas; left > 0; left--)
        {
            var next = queue.Peek();
            seats[next]++;
            queue.DequeueEnqueue(next, Claim.Of(byName[next].Weight, seats[next], next * direction));
        }

        return [.. byName.Select((cluster, i) => new TargetCluster(cluster.Name, seats[i]))];
    }

    private readonly record struct Claim(double Quotient, int Seats, int Rank) : IComparable<Claim>
    {
        public static Claim Of(long weight, int seats, int rank) => new(weight / ((2.0 * seats) + 1), seats, rank);

        public int CompareTo(Claim other)
        {
            var order = other.Quotient.CompareTo(Quotient);
            order = order != 0 ? order : Seats.CompareTo(other.Seats);
            return order != 0 ? order : Rank.CompareTo(other.Rank);
        }
    }
}
