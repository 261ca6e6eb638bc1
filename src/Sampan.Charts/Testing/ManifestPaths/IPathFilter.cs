namespace Sampan.Charts.Testing.ManifestPaths;

/// <summary>What stands in <c>[?(…)]</c>: which nodes are taken.</summary>
internal interface IPathFilter
{
    bool Accepts(object? node, object? root);
}
