using System.Text.Json.Nodes;

namespace Sampan.Fleet.Eviction;

/// <summary>What became of a binding's graceful eviction tasks.</summary>
/// <param name="Kept">The new <c>spec.gracefulEvictionTasks</c>.</param>
/// <param name="Evicted">The members that are to be left now.</param>
/// <param name="RetryAfter">When to look again; null where only a change can move the tasks on.</param>
public sealed record EvictionAssessment(JsonArray Kept, IReadOnlyList<string> Evicted, TimeSpan? RetryAfter);
