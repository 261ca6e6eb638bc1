using Sampan.Kubernetes.Naming;
using Sampan.Templates;

namespace Sampan.Charts.Values.Unused;

using Map = Dictionary<string, object?>;

/// <summary>Finds values of users that a chart does not know: nothing has a default for them, and nothing reads them.</summary>
public static class UnusedValues
{
    /// <summary>
    /// The topmost keys that the chart does not know, each with the closest key that it knows. A chart that would not
    /// render has none: its own error tells more.
    /// </summary>
    /// <param name="chart">The chart.</param>
    /// <param name="values">The user's values, all layers.</param>
    public static IReadOnlyList<UnusedValue> Find(Chart chart, Map values)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentNullException.ThrowIfNull(values);
        try
        {
            return [.. Find(values, KnownValues.Of(chart, values), [])];
        }
        catch (Exception exception) when (exception is ChartException or TemplateException)
        {
            return [];
        }
    }

    private static IEnumerable<UnusedValue> Find(Map values, KnownKeys known, IReadOnlyList<object> path)
    {
        if (known.IsOpen || (known.IsLeaf && path.Count > 0))
        {
            yield break;
        }

        foreach (var (key, value) in values)
        {
            IReadOnlyList<object> at = [.. path, key];
            if (!known.Children.TryGetValue(key, out var child))
            {
                // What the user gives already is not what was meant.
                yield return new UnusedValue(at, ClosestName.Of(key, known.Children.Keys.Where(other => !values.ContainsKey(other) && other is not ("global" or "tags"))));
            }
            else if (value is Map map)
            {
                foreach (var unused in Find(map, child, at))
                {
                    yield return unused;
                }
            }
        }
    }
}
