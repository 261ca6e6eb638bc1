using System.Text.Json.Nodes;

namespace Sampan.Fleet.Status;

/// <summary>What the works of a binding add up to.</summary>
/// <param name="AggregatedStatus">The new <c>status.aggregatedStatus</c>: an item a member, by name.</param>
/// <param name="Conditions">The new <c>status.conditions</c>, with <c>FullyApplied</c> among them.</param>
public sealed record BindingStatus(JsonArray AggregatedStatus, JsonArray Conditions);
