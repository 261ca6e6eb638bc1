namespace Sampan.Kubernetes.Yaml;

/// <summary>
/// The order of mistakes: Kubernetes' reader decodes a whole document before it turns keys into strings, key by key and
/// value by value, while Sampan does both in one pass. Of a document that failed, this finds what decoding finds first.
/// </summary>
internal sealed class YamlDecoding
{
    private const int MaximumNodes = 1_000_000;
    private const int MaximumDepth = 1000;
    private int _nodes;

    /// <exception cref="YamlSyntaxException">Decoding fails.</exception>
    public static void Check(YamlNode root, YamlDialect dialect)
    {
        if (dialect == YamlDialect.Kubernetes)
        {
            new YamlDecoding().Visit(root, dialect, 0);
        }
    }

    private void Visit(YamlNode node, YamlDialect dialect, int depth)
    {
        var target = node.Target ?? node;

        // An alias may stand for what it is in: that is the mistake that reading has found.
        if (++_nodes > MaximumNodes || depth > MaximumDepth)
        {
            return;
        }

        if (target.Kind == YamlNodeKind.Scalar)
        {
            YamlTag.Resolve(target, dialect, out _);
        }

        for (var i = 0; i < target.Children.Count; i++)
        {
            var child = target.Children[i];
            if (target.Kind == YamlNodeKind.Sequence)
            {
                Visit(child, dialect, depth + 1);
            }
            else if (i % 2 == 1)
            {
                if (YamlMappingEntries.IsMerge(target.Children[i - 1]))
                {
                    YamlMappingEntries.CheckMergeable(child);
                }

                Visit(child, dialect, depth + 1);
            }
            else if (!YamlMappingEntries.IsMerge(child))
            {
                Visit(child, dialect, depth + 1);
                YamlKey.CheckIsScalar(child, dialect);
            }
        }
    }
}
