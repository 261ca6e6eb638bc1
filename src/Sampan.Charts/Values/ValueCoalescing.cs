using Sampan.Charts.Text;

namespace Sampan.Charts.Values;

/// <summary>
/// A user's values over those of a chart and all its subcharts (Helm's CoalesceValues and MergeValues): parents win over
/// subcharts, maps merge, <c>global</c> is handed down. Coalescing, a null deletes the default below; merging, it stays.
/// </summary>
internal sealed class ValueCoalescing(bool keepNulls, Action<string> warn)
{
    private const string Global = "global";

    /// <summary>The values for <paramref name="chart"/>; throws <see cref="ChartException"/> when a subchart's values are no map.</summary>
    public Dictionary<string, object?> Coalesce(IChartValues chart, IReadOnlyDictionary<string, object?>? values)
    {
        var result = ValueTrees.Copy(values);
        CoalesceChart(chart, result, "");
        return result;
    }

    private void CoalesceChart(IChartValues chart, Dictionary<string, object?> target, string prefix)
    {
        var path = Join(prefix, chart.Name);
        LayUnder(chart, target, path);
        foreach (var subchart in chart.Subcharts)
        {
            if (!target.TryGetValue(subchart.Name, out var existing))
            {
                target[subchart.Name] = existing = ValueTrees.NewMap();
            }

            if (existing is not Dictionary<string, object?> table)
            {
                throw new ChartException($"type mismatch on {subchart.Name}: {GoText.FormatAsBoolean(existing)}");
            }

            HandDownGlobals(table, target, path);
            CoalesceChart(subchart, table, path);
        }
    }

    private void LayUnder(IChartValues chart, Dictionary<string, object?> target, string path)
    {
        foreach (var (key, value) in ValueTrees.Copy(chart.Values))
        {
            if (!target.TryGetValue(key, out var above))
            {
                target[key] = value;
            }
            else if (above is null && !keepNulls)
            {
                target.Remove(key);
            }
            else if (above is Dictionary<string, object?> upperMap)
            {
                if (value is Dictionary<string, object?> lowerMap)
                {
                    // A subchart's defaults are coalesced in its own turn; until then the nulls over them have to stay.
                    var isSubchart = chart.Subcharts.Any(subchart => subchart.Name == key);
                    new TableMerging(keepNulls || isSubchart, warn).LayUnder(upperMap, lowerMap, Join(path, key));
                }
                else if (value is not null)
                {
                    warn($"warning: skipped value for {path}.{key}: Not a table.");
                }
            }
        }
    }

    private void HandDownGlobals(Dictionary<string, object?> target, Dictionary<string, object?> source, string path)
    {
        if (!TryGetGlobals(target, out var below))
        {
            warn($"warning: skipping globals because destination {Global} is not a table.");
            return;
        }

        if (!TryGetGlobals(source, out var above))
        {
            warn($"warning: skipping globals because source {Global} is not a table.");
            return;
        }

        foreach (var (key, value) in above)
        {
            var existing = below.GetValueOrDefault(key);
            if (value is not Dictionary<string, object?> table)
            {
                if (existing is Dictionary<string, object?>)
                {
                    warn($"key {key} is table. Skipping");
                }
                else
                {
                    below[key] = value;
                }
            }
            else if (!below.ContainsKey(key))
            {
                below[key] = new Dictionary<string, object?>(table, StringComparer.Ordinal);
            }
            else if (existing is Dictionary<string, object?> lower)
            {
                // Top-down: the parent's globals win. Nulls stay, the subchart's own coalescing removes them.
                Dictionary<string, object?> upper = new(table, StringComparer.Ordinal);
                below[key] = new TableMerging(keepNulls: true, warn).LayUnder(upper, lower, Join(path, key));
            }
            else
            {
                warn($"Conflict: cannot merge map onto non-map for {GoText.Quote(key)}. Skipping.");
            }
        }

        target[Global] = below;
    }

    private static bool TryGetGlobals(Dictionary<string, object?> values, out Dictionary<string, object?> globals)
    {
        var found = values.TryGetValue(Global, out var value);
        globals = value as Dictionary<string, object?> ?? ValueTrees.NewMap();
        return !found || value is Dictionary<string, object?>;
    }

    private static string Join(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";
}
