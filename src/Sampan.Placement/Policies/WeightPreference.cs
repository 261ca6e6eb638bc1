using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Placement.Policies;

/// <summary>How <c>Weighted</c> division weighs clusters (<c>replicaScheduling.weightPreference</c>).</summary>
/// <param name="StaticWeights">Fixed weights.</param>
/// <param name="Dynamic">Whether weights follow what clusters have available (<c>dynamicWeight</c> is set); it wins over fixed ones.</param>
public sealed record WeightPreference(IReadOnlyList<StaticClusterWeight> StaticWeights, bool Dynamic)
{
    /// <summary>Reads the preference.</summary>
    public static WeightPreference Of(JsonElement preference) => new(
        [.. preference.Items("staticWeightList").Select(StaticClusterWeight.Of)],
        preference.StringOrEmpty("dynamicWeight").Length > 0);
}
