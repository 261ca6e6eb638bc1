using Sampan.Charts.Values.Origins;

namespace Sampan.Releases.Explaining;

/// <summary>A value of a release, where it comes from, and what it was made of.</summary>
/// <param name="Value">The value and what its layers say.</param>
/// <param name="Reads">The state values that make a difference to it, where the layer in effect is a template.</param>
public sealed record ReleaseValue(ExplainedValue Value, IReadOnlyList<ExplainedValue> Reads);
