namespace Sampan.Charts.Testing.ManifestPaths;

/// <summary>One step of a path: from a node to the nodes that it leads to.</summary>
internal interface IPathStep
{
    IEnumerable<object?> Apply(object? node, object? root);
}
