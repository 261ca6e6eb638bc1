using System.Text.Json.Nodes;

namespace Sampan.Fleet.Overrides;

/// <summary>An object as one member gets it, and what made it so.</summary>
/// <param name="Object">The changed draft.</param>
/// <param name="AppliedClusterOverrides">The ClusterOverridePolicies applied, as the work's annotation records them; null for none.</param>
/// <param name="AppliedOverrides">The OverridePolicies applied, likewise.</param>
public sealed record OverrideResult(JsonObject Object, string? AppliedClusterOverrides, string? AppliedOverrides);
