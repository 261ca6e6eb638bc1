namespace Sampan.Charts.Values;

/// <summary>How value files lie on each other before any chart is looked at: maps merge, everything else is replaced.</summary>
internal static class ValueLayers
{
    /// <summary>The <paramref name="upper"/> values over the <paramref name="lower"/>: a null stays, to delete a chart's default later.</summary>
    public static Dictionary<string, object?> Lay(Dictionary<string, object?> lower, Dictionary<string, object?> upper)
    {
        Dictionary<string, object?> merged = new(lower, StringComparer.Ordinal);
        foreach (var (key, value) in upper)
        {
            merged[key] = value is Dictionary<string, object?> upperMap && merged.GetValueOrDefault(key) is Dictionary<string, object?> lowerMap
                ? Lay(lowerMap, upperMap)
                : value;
        }

        return merged;
    }
}
