namespace Sampan.Charts.Testing.ManifestPaths;

/// <summary>One side of a comparison: a literal, or a path from the node (<c>@</c>) or from the root (<c>$</c>).</summary>
internal sealed class FilterTerm
{
    private readonly ManifestPath? _path;
    private readonly bool _fromRoot;
    private readonly object? _literal;

    public FilterTerm(ManifestPath path, bool fromRoot) => (_path, _fromRoot) = (path, fromRoot);

    public FilterTerm(object? literal) => _literal = literal;

    public bool IsPath => _path is not null;

    public IReadOnlyList<object?> Values(object? node, object? root) => _path is null ? [_literal] : _path.Find(_fromRoot ? root : node, root);
}
