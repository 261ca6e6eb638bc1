using System.Text.Json.Nodes;

namespace Sampan.Fleet.Works;

/// <summary>The work for one member, or why there is none.</summary>
/// <param name="Cluster">The member.</param>
/// <param name="Work">The work.karmada.io/v1alpha1 Work as it should be; null where it could not be made.</param>
/// <param name="Error">Why not; null where it could.</param>
public sealed record WorkBuild(string Cluster, JsonObject? Work, string? Error);
