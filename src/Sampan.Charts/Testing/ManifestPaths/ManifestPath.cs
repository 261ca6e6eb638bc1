using Sampan.Kubernetes.Yaml;

namespace Sampan.Charts.Testing.ManifestPaths;

using Map = Dictionary<string, object?>;

/// <summary>
/// A JSONPath into a manifest, in the syntax of yaml-jsonpath, which helm-unittest uses:
/// <c>spec.containers[?(@.name == "web")].ports[0]</c>, <c>data["a.b"]</c>, <c>$..name</c>, <c>items[*]</c>, <c>metadata~</c>.
/// </summary>
internal sealed class ManifestPath
{
    private readonly IReadOnlyList<IPathStep> _steps;

    internal ManifestPath(IReadOnlyList<IPathStep> steps) => _steps = steps;

    /// <summary>Parses a path; an empty one is the manifest itself. Throws <see cref="ManifestPathException"/>.</summary>
    public static ManifestPath Parse(string path) => new PathParser(path).Parse();

    /// <summary>Every value that the path leads to, in order.</summary>
    public IReadOnlyList<object?> Find(object? root) => Find(root, root);

    /// <summary>As <see cref="Find(object?)"/>, from a node within a manifest.</summary>
    internal IReadOnlyList<object?> Find(object? node, object? root)
    {
        IEnumerable<object?> found = [node];
        foreach (var step in _steps)
        {
            found = found.SelectMany(each => step.Apply(each, root));
        }

        return [.. found];
    }

    /// <summary>A map's entries in the order in which YAML is written.</summary>
    internal static IEnumerable<KeyValuePair<string, object?>> Entries(Map map) => map.OrderBy(entry => entry.Key, YamlStyle.Helmfile.KeyOrder);
}
