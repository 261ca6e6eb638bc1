using System.Globalization;

namespace Sampan.Kubernetes.Yaml;

/// <summary>Finds keys that a mapping names twice, of which Kubernetes takes the last and strict reading complains.</summary>
public static class YamlDuplicateKeys
{
    /// <summary>The repeated keys of the first document in go-yaml's words: <c>line 7: key "k" already set in map</c>, the line being the value's.</summary>
    /// <exception cref="YamlSyntaxException">The text is no YAML.</exception>
    public static IReadOnlyList<string> Find(string yaml)
    {
        List<string> found = [];
        if (new YamlComposer(yaml, YamlDialect.Kubernetes).NextDocument() is { } root)
        {
            Find(root, found);
        }

        return found;
    }

    private static void Find(YamlNode node, List<string> found)
    {
        if (node.Kind == YamlNodeKind.Sequence)
        {
            foreach (var item in node.Children)
            {
                Find(item, found);
            }
        }
        else if (node.Kind == YamlNodeKind.Mapping)
        {
            HashSet<string> keys = new(StringComparer.Ordinal);
            for (var i = 0; i + 1 < node.Children.Count; i += 2)
            {
                var (key, value) = (node.Children[i], node.Children[i + 1]);
                Find(value, found);
                if (key.Kind == YamlNodeKind.Scalar && !keys.Add(YamlKey.Of(key, value, YamlDialect.Kubernetes)))
                {
                    found.Add(string.Create(CultureInfo.InvariantCulture, $"line {value.Line}: key {YamlGoSyntax.Quote(key.Text)} already set in map"));
                }
            }
        }
    }
}
