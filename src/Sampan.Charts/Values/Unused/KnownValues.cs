using System.Text.RegularExpressions;
using Sampan.Charts.Dependencies;
using Sampan.Charts.Metadata;
using Sampan.Templates;

namespace Sampan.Charts.Values.Unused;

/// <summary>The values that a chart and its subcharts know: by their defaults, their schemas, and what their templates read.</summary>
internal sealed partial class KnownValues
{
    private readonly ChartReads _reads;
    private readonly IReadOnlyList<string[]> _readByValues;

    private KnownValues(ProcessedChart chart, IReadOnlyDictionary<string, object?> values)
    {
        _reads = new ChartReads(chart);
        _readByValues = [.. Texts(values).Concat(Texts(chart)).SelectMany(text => ValuePaths().Matches(text)).Select(match => match.Groups["path"].Value.Split('.', StringSplitOptions.RemoveEmptyEntries))];
    }

    /// <summary>The keys that a release's values may have. Throws <see cref="ChartException"/> and <see cref="TemplateException"/> where the chart would not render either.</summary>
    public static KnownKeys Of(Chart chart, IReadOnlyDictionary<string, object?> values)
    {
        var processed = DependencyProcessing.Process(chart, values, static _ => { });
        return new KnownValues(processed, values).Of(processed, chart);
    }

    private KnownKeys Of(ProcessedChart chart, Chart? declared)
    {
        var keys = new KnownKeys();
        keys.AddDefaults(chart.Chart.Values ?? new Dictionary<string, object?>());
        if (chart.Chart.Schema is { } schema)
        {
            SchemaKeys.AddTo(keys, schema);
        }

        _reads.AddTo(keys, chart);
        foreach (var path in _readByValues)
        {
            keys.At(path).IsOpen = true;
        }

        keys.At(["global"]).IsOpen = true;
        keys.At(["tags"]).IsOpen = true;
        AddDependencies(keys, chart, declared ?? chart.Chart);
        return keys;
    }

    /// <summary>Of a subchart that is not there or disabled nothing is known, so that all of its values are let through.</summary>
    private void AddDependencies(KnownKeys keys, ProcessedChart chart, Chart declared)
    {
        foreach (var dependency in declared.Metadata.Dependencies?.OfType<ChartDependency>() ?? [])
        {
            var name = dependency.Alias.Length > 0 ? dependency.Alias : dependency.Name;
            keys.At([name]).IsOpen |= chart.Subcharts.All(subchart => subchart.Name != name);
            foreach (var condition in dependency.Condition.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                keys.At(condition.Split('.'));
            }

            foreach (var parent in dependency.ImportValues.OfType<Dictionary<string, object?>>().Select(entry => entry.GetValueOrDefault("parent")).OfType<string>().Where(parent => parent != "."))
            {
                keys.At(parent.Split('.')).IsOpen = true;
            }
        }

        foreach (var subchart in chart.Subcharts)
        {
            var below = keys.At([subchart.Name]);
            below.Add(Of(subchart, null));
            below.IsOpen |= subchart.Chart.IsLibrary;
        }
    }

    /// <summary>Values may be templates themselves, which charts give to <c>tpl</c>.</summary>
    private static IEnumerable<string> Texts(object? value) => value switch
    {
        string text when text.Contains("{{", StringComparison.Ordinal) => [text],
        IReadOnlyDictionary<string, object?> map => map.Values.SelectMany(Texts),
        List<object?> list => list.SelectMany(Texts),
        ProcessedChart chart => Texts(chart.Chart.Values).Concat(chart.Subcharts.SelectMany(Texts)),
        _ => [],
    };

    [GeneratedRegex(@"\.Values(?<path>(?:\.[A-Za-z_][A-Za-z0-9_]*)+)")]
    private static partial Regex ValuePaths();
}
