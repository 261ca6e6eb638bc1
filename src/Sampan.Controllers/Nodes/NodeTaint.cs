namespace Sampan.Controllers.Nodes;

/// <summary>A taint of a node.</summary>
/// <param name="Key">The taint's key.</param>
/// <param name="Value">Its value; empty for none.</param>
/// <param name="Effect"><c>NoSchedule</c>, <c>PreferNoSchedule</c> or <c>NoExecute</c>.</param>
public sealed record NodeTaint(string Key, string Value, string Effect);
