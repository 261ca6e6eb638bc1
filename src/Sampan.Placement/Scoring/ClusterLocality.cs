using Sampan.Placement.Bindings;

namespace Sampan.Placement.Scoring;

/// <summary>
/// Favours clusters that have the object already. It is the only score that tells clusters apart:
/// upstream's other score plugin, ClusterAffinity, gives every cluster 0.
/// </summary>
internal static class ClusterLocality
{
    private const long Present = 100;

    public static long Score(PlacementBinding binding, string cluster) => binding.Targets(cluster) ? Present : 0;
}
