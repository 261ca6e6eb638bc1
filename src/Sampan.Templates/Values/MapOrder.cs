using System.Collections;

namespace Sampan.Templates.Values;

/// <summary>The order in which Go's templates and printers go through maps: keys by their bytes.</summary>
internal sealed class MapOrder : IComparer<string>
{
    public static readonly MapOrder Instance = new();

    /// <summary>A snapshot of the entries, in order.</summary>
    public static KeyValuePair<string, object?>[] Sorted(Dictionary<string, object?> map)
    {
        var entries = new KeyValuePair<string, object?>[map.Count];
        ((ICollection<KeyValuePair<string, object?>>)map).CopyTo(entries, 0);
        Array.Sort(entries, static (x, y) => Compare(x.Key, y.Key));
        return entries;
    }

    /// <summary>The keys of a map of any type, in order.</summary>
    public static object[] SortedKeys(IDictionary map)
    {
        var keys = new object[map.Count];
        map.Keys.CopyTo(keys, 0);
        Array.Sort(keys, static (x, y) => Compare((string)x, (string)y));
        return keys;
    }

    int IComparer<string>.Compare(string? x, string? y) => Compare(x!, y!);

    /// <summary>Compares by UTF-8 bytes, which UTF-16 units do not quite give: surrogates come after everything else.</summary>
    public static int Compare(string x, string y)
    {
        var same = x.AsSpan().CommonPrefixLength(y);
        if (same == x.Length || same == y.Length)
        {
            return x.Length - y.Length;
        }

        var (a, b) = (x[same], y[same]);
        return a >= 0xD800 && b >= 0xD800 && char.IsSurrogate(a) != char.IsSurrogate(b)
            ? (char.IsSurrogate(a) ? 1 : -1)
            : a - b;
    }
}
