using Sampan.Charts.Text;
using Sampan.Charts.Values;

namespace Sampan.Charts.Dependencies;

/// <summary>Takes over values of subcharts that a chart's <c>import-values</c> names; the chart's own values win over them.</summary>
internal sealed class ValueImport(Action<string> warn, bool keepNulls)
{
    private readonly ValueCoalescing _coalescing = new(keepNulls, warn);
    private readonly TableMerging _merging = new(keepNulls, warn);

    /// <summary>Imports bottom-up: first into the subcharts, then into the chart itself.</summary>
    public void Import(WorkingChart chart)
    {
        foreach (var subchart in chart.Subcharts)
        {
            Import(subchart);
        }

        if (chart.Declared is { } declared)
        {
            ImportInto(chart, declared);
        }
    }

    private void ImportInto(WorkingChart chart, List<WorkingDependency> declared)
    {
        var values = _coalescing.Coalesce(chart, null);
        var imported = ValueTrees.NewMap();
        foreach (var dependency in declared)
        {
            dependency.ImportValues = [.. dependency.ImportValues.Select(entry => Resolve(dependency, entry, values, imported)).OfType<Dictionary<string, object?>>()];
        }

        chart.Values = _merging.LayUnder(keepNulls ? ValueTrees.Copy(values) : ValueTrees.WithoutNulls(values), imported);
    }

    /// <summary>Adds what one entry imports; the entry in its long form, or null when it is neither a text nor a map.</summary>
    private Dictionary<string, object?>? Resolve(WorkingDependency dependency, object? entry, Dictionary<string, object?> values, Dictionary<string, object?> imported)
    {
        var (child, parent, warning) = entry switch
        {
            Dictionary<string, object?> map => (GoText.Format(map.GetValueOrDefault("child")), GoText.Format(map.GetValueOrDefault("parent")), $"Warning: ImportValues missing table from chart {dependency.Name}"),
            string name => ($"exports.{name}", ".", "Warning: ImportValues missing table"),
            _ => ("", "", ""),
        };
        if (warning.Length == 0)
        {
            return null;
        }

        if (ValueTrees.Table(values, $"{dependency.Name}.{child}", out var missing) is { } table)
        {
            _merging.LayUnder(imported, Nest(parent, table));
        }
        else
        {
            warn($"{warning}: {GoText.Quote(missing)} is not a table");
        }

        return new(StringComparer.Ordinal) { ["child"] = child, ["parent"] = parent };
    }

    private static Dictionary<string, object?> Nest(string path, Dictionary<string, object?> table)
    {
        if (path == ".")
        {
            return table;
        }

        foreach (var name in path.Split('.').Reverse())
        {
            table = new(StringComparer.Ordinal) { [name] = table };
        }

        return table;
    }
}
