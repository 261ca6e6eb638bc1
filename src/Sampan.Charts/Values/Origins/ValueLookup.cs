namespace Sampan.Charts.Values.Origins;

using Map = Dictionary<string, object?>;

/// <summary>Looks values up by their paths.</summary>
public static class ValueLookup
{
    /// <summary>Whether there is a value at a path, and which.</summary>
    public static bool TryGet(object? values, IReadOnlyList<object> path, out object? value)
    {
        ArgumentNullException.ThrowIfNull(path);
        value = values;
        foreach (var step in path)
        {
            if (step is int index ? value is not List<object?> list || index >= list.Count : value is not Map map || !map.ContainsKey((string)step))
            {
                value = null;
                return false;
            }

            value = step is int at ? ((List<object?>)value!)[at] : ((Map)value!)[(string)step];
        }

        return true;
    }

    /// <summary>The paths of everything that is no map, or an empty one, below a value.</summary>
    public static IEnumerable<IReadOnlyList<object>> Leaves(object? value, IReadOnlyList<object> path) =>
        value is Map { Count: > 0 } map
            ? map.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => Leaves(entry.Value, [.. path, entry.Key]))
            : [path];

    /// <summary>What a layer says of a path: the value there, or the one above it that takes its place; null when it says nothing.</summary>
    internal static (IReadOnlyList<object> Path, object? Value)? Find(ValueLayer layer, IReadOnlyList<object> path)
    {
        object? current = layer.Values;
        for (var i = 0; i < path.Count; i++)
        {
            switch (current)
            {
                case Map map when path[i] is string key:
                    if (!map.TryGetValue(key, out current))
                    {
                        return null;
                    }

                    break;
                case List<object?> list when path[i] is int index && index < list.Count:
                    current = list[index];
                    break;
                default:
                    return (path.Take(i).ToArray(), current);
            }
        }

        return (path, current);
    }
}
