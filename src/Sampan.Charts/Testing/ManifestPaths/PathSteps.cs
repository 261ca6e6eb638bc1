namespace Sampan.Charts.Testing.ManifestPaths;

using Map = Dictionary<string, object?>;

/// <summary>The entries of a map with these names: <c>.name</c>, <c>['a', 'b']</c>.</summary>
internal sealed class ChildStep(IReadOnlyList<string> names) : IPathStep
{
    public IEnumerable<object?> Apply(object? node, object? root) =>
        node is Map map ? names.Where(map.ContainsKey).Select(name => map[name]) : [];
}

/// <summary>The names themselves, where a map has them: <c>name~</c>.</summary>
internal sealed class NameStep(IReadOnlyList<string> names) : IPathStep
{
    public IEnumerable<object?> Apply(object? node, object? root) => node is Map map ? names.Where(map.ContainsKey) : [];
}

/// <summary>All names of a map: <c>[*]~</c>.</summary>
internal sealed class AllNamesStep : IPathStep
{
    public IEnumerable<object?> Apply(object? node, object? root) => node is Map map ? ManifestPath.Entries(map).Select(entry => entry.Key) : [];
}

/// <summary>All values of a map or list: <c>*</c>, <c>[*]</c>.</summary>
internal sealed class AllChildrenStep : IPathStep
{
    public IEnumerable<object?> Apply(object? node, object? root) => Of(node);

    public static IEnumerable<object?> Of(object? node) => node switch
    {
        Map map => ManifestPath.Entries(map).Select(entry => entry.Value),
        List<object?> list => list,
        _ => [],
    };
}

/// <summary>A node and everything below it, parents first: <c>..</c>.</summary>
internal sealed class DescentStep : IPathStep
{
    public IEnumerable<object?> Apply(object? node, object? root)
    {
        yield return node;
        foreach (var below in AllChildrenStep.Of(node).SelectMany(child => Apply(child, root)))
        {
            yield return below;
        }
    }
}

/// <summary>Items of a list: <c>[0]</c>, <c>[-1]</c>, <c>[1:3]</c>, <c>[0,2]</c>.</summary>
internal sealed class SubscriptStep(IReadOnlyList<ListSlice> slices) : IPathStep
{
    public IEnumerable<object?> Apply(object? node, object? root) =>
        node is List<object?> list ? slices.SelectMany(slice => slice.Indexes(list.Count)).Select(index => list[index]) : [];
}

/// <summary>The items of a list that pass a filter, or a node that is none: <c>[?(@.kind == 'Pod')]</c>.</summary>
internal sealed class FilterStep(IPathFilter filter, bool afterDescent) : IPathStep
{
    /// <summary>After <c>..</c> every node comes by in its turn, so that each is asked for itself.</summary>
    public IEnumerable<object?> Apply(object? node, object? root) =>
        (node is List<object?> list && !afterDescent ? list : [node]).Where(each => filter.Accepts(each, root));
}
