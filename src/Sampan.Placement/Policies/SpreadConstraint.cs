using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Placement.Policies;

/// <summary>One entry of <c>placement.spreadConstraints</c>: over how many groups of clusters an object spreads.</summary>
/// <param name="Field"><c>cluster</c>, <c>region</c>, <c>zone</c> or <c>provider</c>; empty when spread by label.</param>
/// <param name="MinGroups">The least number of groups.</param>
/// <param name="MaxGroups">The largest number of groups. Left out it is 0, and nothing is selected: as upstream.</param>
public sealed record SpreadConstraint(string Field, int MinGroups, int MaxGroups)
{
    /// <summary>Reads one entry.</summary>
    public static SpreadConstraint Of(JsonElement entry) => new(
        entry.StringOrEmpty("spreadByField"),
        (int)(entry.Integer("minGroups") ?? 0),
        (int)(entry.Integer("maxGroups") ?? 0));
}
