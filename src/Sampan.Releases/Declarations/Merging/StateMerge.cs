namespace Sampan.Releases.Declarations.Merging;

using Map = Dictionary<string, object?>;

/// <summary>
/// How helmfile joins the parts, documents, bases and templates of a declaration (mergo's override): maps merge
/// deeply and an empty value (null, false, zero, empty text, list or map) never replaces anything.
/// </summary>
internal static class StateMerge
{
    /// <summary>A new map: <paramref name="over"/> on <paramref name="under"/>. Neither is changed.</summary>
    /// <param name="under">The lower map.</param>
    /// <param name="over">The upper map.</param>
    /// <param name="appendLists">Whether lists join, lower first (documents of a part, bases, inherited templates), or replace (parts).</param>
    public static Map Merge(Map under, Map over, bool appendLists)
    {
        var merged = new Map(under, StringComparer.Ordinal);
        foreach (var (key, value) in over)
        {
            if (!merged.TryGetValue(key, out var existing) || IsEmpty(existing))
            {
                merged[key] = value;
            }
            else if (!IsEmpty(value))
            {
                merged[key] = (existing, value) switch
                {
                    (Map lower, Map upper) => Merge(lower, upper, appendLists),
                    (List<object?> lower, List<object?> upper) when appendLists => new List<object?>([.. lower, .. upper]),
                    _ => value,
                };
            }
        }

        return merged;
    }

    /// <summary>Environment values: maps merge deeply, everything else replaces, explicit nulls and false included.</summary>
    public static Map Override(Map under, Map over)
    {
        var merged = new Map(under, StringComparer.Ordinal);
        foreach (var (key, value) in over)
        {
            merged[key] = merged.TryGetValue(key, out var existing) && existing is Map lower && value is Map upper
                ? Override(lower, upper)
                : value;
        }

        return merged;
    }

    private static bool IsEmpty(object? value) => value switch
    {
        null or false or "" or 0L or 0d => true,
        Map map => map.Count == 0,
        List<object?> list => list.Count == 0,
        _ => false,
    };
}
