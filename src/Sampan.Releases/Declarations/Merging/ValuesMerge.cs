namespace Sampan.Releases.Declarations.Merging;

using Map = Dictionary<string, object?>;

/// <summary>
/// How helmfile layers state values (its MergeMaps): maps merge deeply, a null never replaces an existing key, and a
/// list replaces a list unless it has null elements or comes from the command line, when it merges by index.
/// </summary>
internal static class ValuesMerge
{
    /// <summary>A new map: <paramref name="over"/> on <paramref name="under"/>. Neither is changed.</summary>
    public static Map Merge(Map under, Map over, ListMerge lists = ListMerge.Sparse)
    {
        var merged = new Map(under, StringComparer.Ordinal);
        foreach (var (key, value) in over)
        {
            merged[key] = merged.TryGetValue(key, out var existing) ? MergeValue(existing, value, lists) : value;
        }

        return merged;
    }

    private static object? MergeValue(object? under, object? over, ListMerge lists) => (under, over) switch
    {
        (_, null) => under,
        (Map lower, Map upper) => Merge(lower, upper, lists),
        (List<object?> lower, List<object?> upper) => MergeLists(lower, upper, lists),
        _ => over,
    };

    private static List<object?> MergeLists(List<object?> under, List<object?> over, ListMerge lists)
    {
        if (lists == ListMerge.Sparse && !over.Contains(null))
        {
            return over;
        }

        var merged = new List<object?>(under);
        for (var i = 0; i < over.Count; i++)
        {
            if (i < merged.Count)
            {
                merged[i] = MergeValue(merged[i], over[i], lists);
            }
            else
            {
                merged.Add(over[i]);
            }
        }

        return merged;
    }
}

/// <summary>When lists merge by index.</summary>
internal enum ListMerge
{
    /// <summary>Only where the upper list has null elements; otherwise it replaces the lower one.</summary>
    Sparse,

    /// <summary>Always: the layer comes from the command line (<c>a[0]=x</c>).</summary>
    ByIndex,
}
