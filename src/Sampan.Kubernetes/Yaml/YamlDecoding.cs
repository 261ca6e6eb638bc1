namespace Sampan.Kubernetes.Yaml;

/// <summary>
/// The order of mistakes: Kubernetes' reader decodes a whole document before it turns keys into strings, key by key and
/// value by value, while Sampan does both in one pass. Of a document that failed, this finds what decoding finds first.
/// </summary>
internal sealed class YamlDecoding
{
    private const int MaximumNodes = 1_000_000;
    private int _nodes;

    /// <exception cref="YamlSyntaxException">Decoding fails.</exception>
    public static void Check(YamlNode root, YamlDialect dialect)
    {
        if (dialect == YamlDialect.Kubernetes)
        {
            new YamlDecoding().Visit(root, dialect);
        }
    }

    private void Visit(YamlNode node, YamlDialect dialect)
    {
        var target = node.Target ?? node;
        if (++_nodes > MaximumNodes)
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
                Visit(child, dialect);
            }
            else if (i % 2 == 1)
            {
                if (YamlMappingEntries.IsMerge(target.Children[i - 1]))
                {
                    YamlMappingEntries.CheckMergeable(child);
                }

                Visit(child, dialect);
            }
            else if (!YamlMappingEntries.IsMerge(child))
            {
                Visit(child, dialect);
                YamlKey.CheckIsScalar(child, dialect);
            }
        }
    }
}
