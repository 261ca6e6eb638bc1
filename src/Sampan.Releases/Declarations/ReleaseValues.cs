namespace Sampan.Releases.Declarations;

/// <summary>One layer of a release's values and where it came from.</summary>
/// <param name="Source">The file, or <c>inline</c> with the declaration's file, for messages and explanations.</param>
/// <param name="Values">The values, in the values model of charts: numbers are float64.</param>
public sealed record ReleaseValues(string Source, Dictionary<string, object?> Values);
