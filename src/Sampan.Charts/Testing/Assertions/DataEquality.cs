namespace Sampan.Charts.Testing.Assertions;

using Map = Dictionary<string, object?>;

/// <summary>Equality of values as the plugin has it: deep, and of type too, so that 1, 1.0 and "1" differ.</summary>
internal static class DataEquality
{
    public static bool AreEqual(object? one, object? other) => (one, other) switch
    {
        (Map map, Map otherMap) => map.Count == otherMap.Count && map.All(entry => otherMap.TryGetValue(entry.Key, out var value) && AreEqual(entry.Value, value)),
        (List<object?> list, List<object?> otherList) => list.Count == otherList.Count && list.Zip(otherList).All(pair => AreEqual(pair.First, pair.Second)),
        _ => Equals(one, other),
    };

    /// <summary>Whether a map has all entries of another; entries are compared whole.</summary>
    public static bool IsSubset(Map subset, Map map) => subset.All(entry => AreEqual(entry.Value, map.GetValueOrDefault(entry.Key)));
}
