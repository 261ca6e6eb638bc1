using Sampan.Kubernetes.RegularExpressions;

namespace Sampan.Charts.Testing.ManifestPaths;

/// <summary><c>a || b</c>.</summary>
internal sealed class EitherFilter(IPathFilter left, IPathFilter right) : IPathFilter
{
    public bool Accepts(object? node, object? root) => left.Accepts(node, root) || right.Accepts(node, root);
}

/// <summary><c>a &amp;&amp; b</c>.</summary>
internal sealed class BothFilter(IPathFilter left, IPathFilter right) : IPathFilter
{
    public bool Accepts(object? node, object? root) => left.Accepts(node, root) && right.Accepts(node, root);
}

/// <summary><c>!a</c>.</summary>
internal sealed class NotFilter(IPathFilter inner) : IPathFilter
{
    public bool Accepts(object? node, object? root) => !inner.Accepts(node, root);
}

/// <summary><c>@.name</c>: the path leads somewhere. A literal alone is true only when it is <c>true</c>.</summary>
internal sealed class ExistenceFilter(FilterTerm term) : IPathFilter
{
    public bool Accepts(object? node, object? root) => term.IsPath ? term.Values(node, root).Count > 0 : term.Values(node, root)[0] is true;
}

/// <summary><c>@.name =~ /^web/</c>: every text on the left matches, and there is one.</summary>
internal sealed class MatchFilter(FilterTerm term, GoRegex pattern) : IPathFilter
{
    public bool Accepts(object? node, object? root) =>
        term.Values(node, root) is { Count: > 0 } values && values.All(value => value is string text && pattern.IsMatch(text));
}

/// <summary><c>@.port &gt; 80</c>: true for every pair of values of both sides, and there is one.</summary>
internal sealed class ComparisonFilter(FilterTerm left, string comparison, FilterTerm right) : IPathFilter
{
    public bool Accepts(object? node, object? root)
    {
        var (lefts, rights) = (left.Values(node, root), right.Values(node, root));
        return lefts.Count > 0 && rights.Count > 0 && lefts.All(one => rights.All(other => Holds(Compare(one, other))));
    }

    private bool Holds(int? order) => comparison switch
    {
        "==" => order == 0,
        "!=" => order != 0,
        ">" => order > 0,
        ">=" => order >= 0,
        "<" => order < 0,
        _ => order <= 0,
    };

    /// <summary>Numbers have an order, other values are equal or not comparable: then the result is null.</summary>
    private static int? Compare(object? one, object? other) => (one, other) switch
    {
        (long or double, long or double) => Number(one).CompareTo(Number(other)),
        (string text, string otherText) => text == otherText ? 0 : null,
        (bool flag, bool otherFlag) => flag == otherFlag ? 0 : null,
        (null, null) => 0,
        _ => null,
    };

    private static double Number(object value) => value is long whole ? whole : (double)value;
}
