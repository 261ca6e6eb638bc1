namespace Sampan.Charts.Values.Origins;

/// <summary>One layer of values: later ones lie over earlier ones.</summary>
/// <param name="Kind">What kind of layer it is.</param>
/// <param name="Source">Where it comes from: a file's path, or the setting.</param>
/// <param name="Values">What it says.</param>
public sealed record ValueLayer(ValueLayerKind Kind, string Source, Dictionary<string, object?> Values)
{
    /// <summary>The part that it plays, in words: <c>environment production</c>; empty where the kind says it.</summary>
    public string Role { get; init; } = "";

    /// <summary>The subcharts whose values these are, from the root: empty for values of the release.</summary>
    public IReadOnlyList<string> Under { get; init; } = [];

    /// <summary>The text that was read; null where there is none.</summary>
    public ValueText? Text { get; init; }

    /// <summary>
    /// How the values come out with other state values; null for a layer that does not depend on them.
    /// May throw for state values that its template cannot take.
    /// </summary>
    public Func<Dictionary<string, object?>, Dictionary<string, object?>>? Rerender { get; init; }
}
