namespace Sampan.Charts.Dependencies;

/// <summary>Settles a chart's dependencies before rendering: aliases, tags, conditions, and values imported from subcharts.</summary>
internal static class DependencyProcessing
{
    /// <summary>
    /// The chart with only its enabled subcharts. <paramref name="keepNulls"/> is how releases are rendered; without it,
    /// importing values drops the parent's nulls. Throws <see cref="ChartException"/>.
    /// </summary>
    public static ProcessedChart Process(Chart chart, IReadOnlyDictionary<string, object?> values, Action<string> warn, bool keepNulls = true)
    {
        var working = WorkingChart.Of(chart);
        new DependencySelection(warn).Select(working, values);
        new ValueImport(warn, keepNulls).Import(working);
        return working.Finish();
    }
}
