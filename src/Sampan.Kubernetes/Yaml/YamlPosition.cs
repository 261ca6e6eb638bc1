namespace Sampan.Kubernetes.Yaml;

/// <summary>A place in a text, both numbers from 1.</summary>
public readonly record struct YamlPosition(int Line, int Column)
{
    /// <summary>Finds where the value at a path is written: for a mapping's value, its key. Looks at documents in turn.</summary>
    /// <param name="text">The YAML text; may be any text.</param>
    /// <param name="path">Keys (<see cref="string"/>) and list indexes (<see cref="int"/>) from the root.</param>
    /// <returns>The position, or that of the closest parent; null where no document has the first step.</returns>
    public static YamlPosition? Find(string text, IReadOnlyList<object> path)
    {
        try
        {
            var composer = new YamlComposer(text, YamlDialect.Helmfile);
            while (composer.NextDocument() is { } root)
            {
                if (Find(root, path) is { } found)
                {
                    return found;
                }
            }
        }
        catch (YamlSyntaxException)
        {
        }

        return null;
    }

    private static YamlPosition? Find(YamlNode root, IReadOnlyList<object> path)
    {
        YamlPosition? position = null;
        var current = root;
        foreach (var step in path)
        {
            current = current.Target ?? current;
            var (written, value) = step is int index ? Item(current, index) : Entry(current, (string)step);
            if (written is null || value is null)
            {
                break;
            }

            position = new YamlPosition(written.Line, written.Column);
            current = value;
        }

        return position;
    }

    private static (YamlNode? Written, YamlNode? Value) Item(YamlNode node, int index) =>
        node.Kind == YamlNodeKind.Sequence && index < node.Children.Count ? (node.Children[index], node.Children[index]) : default;

    private static (YamlNode? Written, YamlNode? Value) Entry(YamlNode node, string key)
    {
        if (node.Kind == YamlNodeKind.Mapping)
        {
            for (var i = 0; i + 1 < node.Children.Count; i += 2)
            {
                if (node.Children[i].Characters.Span.SequenceEqual(key))
                {
                    return (node.Children[i], node.Children[i + 1]);
                }
            }
        }

        return default;
    }
}
