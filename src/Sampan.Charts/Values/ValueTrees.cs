namespace Sampan.Charts.Values;

/// <summary>
/// Values as templates see them: maps are <see cref="Dictionary{TKey,TValue}"/> of text to value, lists
/// <see cref="List{T}"/>, numbers double or long. What every part of this assembly does with such trees.
/// </summary>
internal static class ValueTrees
{
    public static Dictionary<string, object?> NewMap(int capacity = 0) => new(capacity, StringComparer.Ordinal);

    /// <summary>A copy that shares no map and no list with the original; no values copy to an empty map.</summary>
    public static Dictionary<string, object?> Copy(IReadOnlyDictionary<string, object?>? values)
    {
        if (values is null)
        {
            return NewMap();
        }

        if (values is Dictionary<string, object?> map)
        {
            return CopyMap(map);
        }

        var copy = NewMap(values.Count);
        foreach (var (key, value) in values)
        {
            copy[key] = CopyValue(value);
        }

        return copy;
    }

    /// <summary>A copy without the entries that are null, at any depth of maps; lists are kept as they are.</summary>
    public static Dictionary<string, object?> WithoutNulls(Dictionary<string, object?> values)
    {
        var copy = NewMap(values.Count);
        foreach (var (key, value) in values)
        {
            if (value is not null)
            {
                copy[key] = value is Dictionary<string, object?> map ? WithoutNulls(map) : CopyValue(value);
            }
        }

        return copy;
    }

    /// <summary>The map at a dotted path, or null with the name of the part that is missing or no map.</summary>
    public static Dictionary<string, object?>? Table(Dictionary<string, object?> values, string path, out string missing)
    {
        var table = values;
        foreach (var name in path.Split('.'))
        {
            if (!table.TryGetValue(name, out var value) || value is not Dictionary<string, object?> next)
            {
                missing = name;
                return null;
            }

            table = next;
        }

        missing = "";
        return table;
    }

    /// <summary>Whether there is a value that is no map at a dotted path, and which.</summary>
    public static bool TryGetScalar(Dictionary<string, object?> values, string path, out object? value)
    {
        var dot = path.LastIndexOf('.');
        var table = dot < 0 ? values : Table(values, path[..dot], out _);
        value = null;
        return table is not null && table.TryGetValue(path[(dot + 1)..], out value) && value is not Dictionary<string, object?>;
    }

    private static object? CopyValue(object? value) => value switch
    {
        Dictionary<string, object?> map => CopyMap(map),
        List<object?> list => list.ConvertAll(CopyValue),
        _ => value,
    };

    /// <summary>The entries as a whole, then what is in them.</summary>
    private static Dictionary<string, object?> CopyMap(Dictionary<string, object?> values)
    {
        var copy = new Dictionary<string, object?>(values, StringComparer.Ordinal);
        foreach (var (key, value) in values)
        {
            if (value is Dictionary<string, object?> or List<object?>)
            {
                copy[key] = CopyValue(value);
            }
        }

        return copy;
    }
}
