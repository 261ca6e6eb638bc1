namespace Sampan.Charts.Values.Unused;

/// <summary>A value that a chart does not know.</summary>
/// <param name="Path">Its keys.</param>
/// <param name="Closest">The key next to it that may be meant; null when none is close.</param>
public sealed record UnusedValue(IReadOnlyList<object> Path, string? Closest);
