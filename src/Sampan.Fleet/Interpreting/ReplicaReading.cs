using System.Text.Json.Nodes;

namespace Sampan.Fleet.Interpreting;

/// <summary>What a template asks for.</summary>
/// <param name="Replicas">How many pods.</param>
/// <param name="Requirements">What each pod needs (work.karmada.io ReplicaRequirements: <c>nodeClaim</c>, <c>resourceRequest</c>), or null for nothing.</param>
public sealed record ReplicaReading(int Replicas, JsonObject? Requirements);
