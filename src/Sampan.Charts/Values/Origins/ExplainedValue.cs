namespace Sampan.Charts.Values.Origins;

/// <summary>A value of a release, and every layer that says something of it.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Exists">Whether templates see it.</param>
/// <param name="Value">What templates see.</param>
/// <param name="Origins">What the layers say, the one in effect first, then what it overrode.</param>
public sealed record ExplainedValue(IReadOnlyList<object> Path, bool Exists, object? Value, IReadOnlyList<ValueOrigin> Origins);
