using Sampan.Charts.Dependencies;

namespace Sampan.Charts.Values.Origins;

using Map = Dictionary<string, object?>;

/// <summary>Tells where a release's values come from.</summary>
public sealed class ValueExplanation
{
    private const string Global = "global";
    private readonly ProcessedChart _chart;
    private readonly IReadOnlyList<ValueLayer> _layers;

    /// <param name="chart">The chart.</param>
    /// <param name="chartPath">Its path, as messages name it.</param>
    /// <param name="layers">The user's layers, later ones over earlier ones.</param>
    /// <param name="values">The same, laid over each other.</param>
    /// <exception cref="ChartException">The chart's dependencies cannot be settled.</exception>
    public ValueExplanation(Chart chart, string chartPath, IReadOnlyList<ValueLayer> layers, Map values)
    {
        ArgumentNullException.ThrowIfNull(layers);
        _chart = DependencyProcessing.Process(chart, values, static _ => { });
        Values = new ValueCoalescing(keepNulls: false, static _ => { }).Coalesce(_chart, values);
        _layers = [.. ChartLayers.Of(_chart, chartPath), .. layers];
    }

    /// <summary>The values as templates see them.</summary>
    public Map Values { get; }

    /// <summary>Explains the value at a path; a map entry by entry.</summary>
    public IReadOnlyList<ExplainedValue> Explain(IReadOnlyList<object> path)
    {
        var exists = ValueLookup.TryGet(Values, path, out var value);
        return exists ? [.. ValueLookup.Leaves(value, path).Select(Of)] : [Of(path)];
    }

    private ExplainedValue Of(IReadOnlyList<object> path)
    {
        var exists = ValueLookup.TryGet(Values, path, out var value);
        return new ExplainedValue(path, exists, value, [.. Places(path).Reverse().SelectMany(Origins)]);
    }

    /// <summary>
    /// What the layers say of a path, the highest first. A layer that says something else in the place of a map above the
    /// path counts only while no higher layer has a map there again: through that, the lower layers show.
    /// </summary>
    private IEnumerable<ValueOrigin> Origins(IReadOnlyList<object> path)
    {
        for (var i = _layers.Count - 1; i >= 0; i--)
        {
            if (Find(_layers[i], path) is { } origin && !_layers.Skip(i + 1).Any(higher => HasMapAt(higher, path, _layers[i].Under.Count + origin.Path.Count)))
            {
                yield return origin;
            }
        }
    }

    private static bool HasMapAt(ValueLayer layer, IReadOnlyList<object> path, int depth) =>
        depth < path.Count && Find(layer, [.. path.Take(depth)]) is { Value: Map } found && layer.Under.Count + found.Path.Count == depth;

    /// <summary>The path, and after it those whose values win over it: a subchart's globals are those of its parents.</summary>
    private IEnumerable<IReadOnlyList<object>> Places(IReadOnlyList<object> path)
    {
        yield return path;
        var depth = 0;
        for (var chart = _chart; depth < path.Count && chart.Subcharts.FirstOrDefault(subchart => subchart.Name.Equals(path[depth])) is { } subchart; depth++)
        {
            chart = subchart;
        }

        if (depth < path.Count && path[depth] is Global)
        {
            for (var above = depth - 1; above >= 0; above--)
            {
                yield return [.. path.Take(above), .. path.Skip(depth)];
            }
        }
    }

    private static ValueOrigin? Find(ValueLayer layer, IReadOnlyList<object> path)
    {
        if (layer.Under.Count > path.Count || !layer.Under.SequenceEqual(path.Take(layer.Under.Count).Select(step => step as string)))
        {
            return null;
        }

        if (ValueLookup.Find(layer, [.. path.Skip(layer.Under.Count)]) is not { } found || IsPadding(layer, found))
        {
            return null;
        }

        return new ValueOrigin(layer, found.Path, found.Value, layer.Text?.Find(found.Path));
    }

    /// <summary>A setting of one item of a list leaves the others as they are.</summary>
    private static bool IsPadding(ValueLayer layer, (IReadOnlyList<object> Path, object? Value) found) =>
        layer.Kind == ValueLayerKind.Set && (found.Value is List<object?> || (found.Value is null && found.Path is [.., int])) && layer.Source.Contains('[', StringComparison.Ordinal);
}
