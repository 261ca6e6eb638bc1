using System.Collections;
using System.Globalization;

namespace Sampan.Kubernetes.Yaml;

/// <summary>A mapping's keys as strings with their values, merges expanded, in the order of first mention.</summary>
internal sealed class YamlMappingEntries(YamlDialect dialect) : IEnumerable<KeyValuePair<string, YamlNode>>
{
    private const int MaximumMergeDepth = 100;
    private readonly OrderedDictionary<string, YamlNode> _entries = new(StringComparer.Ordinal);
    private Dictionary<string, int>? _lines;

    public int Count => _entries.Count;

    /// <summary>Adds the keys of a mapping node.</summary>
    /// <exception cref="YamlSyntaxException">A key is no scalar or repeated, or a merge has nothing to merge.</exception>
    public void Add(YamlNode mapping) => Add(mapping, 0);

    public IEnumerator<KeyValuePair<string, YamlNode>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(YamlNode mapping, int mergeDepth)
    {
        List<YamlNode>? merges = null;
        for (var i = 0; i + 1 < mapping.Children.Count; i += 2)
        {
            var (key, value) = (mapping.Children[i], mapping.Children[i + 1]);
            if (IsMerge(key))
            {
                if (dialect == YamlDialect.Kubernetes)
                {
                    Merge(value, mergeDepth);
                }
                else
                {
                    (merges ??= []).Add(value);
                }

                continue;
            }

            Set(key, YamlKey.Of(key, value, dialect), value, mergeDepth);
        }

        foreach (var merge in merges ?? [])
        {
            Merge(merge, mergeDepth);
        }
    }

    private void Set(YamlNode keyNode, string key, YamlNode value, int mergeDepth)
    {
        if (dialect == YamlDialect.Kubernetes)
        {
            if (_entries.TryGetValue(key, out var overridden))
            {
                YamlDecoding.Check(overridden, dialect);
            }

            _entries[key] = value;
        }
        else if (_entries.TryAdd(key, value) && mergeDepth == 0)
        {
            (_lines ??= new Dictionary<string, int>(StringComparer.Ordinal))[key] = keyNode.Line;
        }
        else if (mergeDepth == 0)
        {
            throw new YamlSyntaxException(
                string.Create(CultureInfo.InvariantCulture, $"yaml: unmarshal errors:\n  line {keyNode.Line}: mapping key {YamlGoSyntax.Quote(key)} already defined at line {_lines?.GetValueOrDefault(key)}"),
                keyNode.Line,
                keyNode.Column);
        }
    }

    private void Merge(YamlNode value, int depth)
    {
        var source = value.Kind == YamlNodeKind.Alias ? value.Target! : value;
        if (depth >= MaximumMergeDepth)
        {
            throw new YamlSyntaxException($"yaml: anchor '{value.Text}' value contains itself", value.Line, value.Column);
        }

        if (source.Kind == YamlNodeKind.Mapping)
        {
            Add(source, depth + 1);
        }
        else if (value.Kind == YamlNodeKind.Sequence)
        {
            MergeEach(value, depth);
        }
        else
        {
            throw NotMergeable(value);
        }
    }

    /// <summary>The first mapping of a list wins: where later ones override, they are taken in backward order.</summary>
    private void MergeEach(YamlNode list, int depth)
    {
        var backward = dialect == YamlDialect.Kubernetes;
        for (var i = 0; i < list.Children.Count; i++)
        {
            var item = list.Children[backward ? list.Children.Count - 1 - i : i];
            if ((item.Target ?? item).Kind != YamlNodeKind.Mapping)
            {
                throw NotMergeable(item);
            }

            Merge(item, depth + 1);
        }
    }

    /// <summary>Whether a key asks for a merge.</summary>
    public static bool IsMerge(YamlNode key) =>
        key is { Kind: YamlNodeKind.Scalar, Characters.Span: "<<" } && (key.Tag == "!!merge" || (key.Tag.Length == 0 && key.Plain));

    /// <exception cref="YamlSyntaxException">The value of a merge is neither a mapping nor a list of mappings.</exception>
    public static void CheckMergeable(YamlNode value)
    {
        if ((value.Target ?? value).Kind == YamlNodeKind.Mapping)
        {
            return;
        }

        if (value.Kind != YamlNodeKind.Sequence)
        {
            throw NotMergeable(value);
        }

        foreach (var item in value.Children)
        {
            if ((item.Target ?? item).Kind != YamlNodeKind.Mapping)
            {
                throw NotMergeable(item);
            }
        }
    }

    private static YamlSyntaxException NotMergeable(YamlNode node) =>
        new("yaml: map merge requires map or sequence of maps as the value", node.Line, node.Column);
}
