using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Placement.Policies;

namespace Sampan.Fleet.Overrides;

/// <summary>What differs in which members.</summary>
/// <param name="Target">The members; null for all.</param>
/// <param name="Overriders">The changes (policy.karmada.io Overriders).</param>
public sealed record OverrideRule(ClusterAffinity? Target, JsonElement Overriders)
{
    /// <summary>Reads <c>targetCluster</c> and <c>overriders</c>.</summary>
    public static OverrideRule Of(JsonElement rule) => new(
        rule.Member("targetCluster") is { } target ? ClusterAffinity.Of(target) : null,
        rule.Member("overriders") ?? default);
}
