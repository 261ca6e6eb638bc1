using System.Globalization;
using System.Runtime.InteropServices;

namespace Sampan.Kubernetes.Yaml;

/// <summary>A mapping's keys as strings with their values, merges expanded, in the order of first mention.</summary>
/// <remarks>Made for being cleared and used again: a document has far more mappings than levels.</remarks>
internal sealed class YamlMappingEntries(YamlDialect dialect)
{
    private const int MaximumMergeDepth = 100;

    /// <summary>Up to so many keys are compared one by one.</summary>
    private const int FewKeys = 12;

    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);

    public int Count => _entries.Count;

    /// <summary>The key and its value at a place.</summary>
    public (string Key, YamlNode Value) this[int i] => (_entries[i].Key, _entries[i].Value);

    public void Clear()
    {
        _entries.Clear();
        _index.Clear();
    }

    /// <summary>Adds the keys of a mapping node.</summary>
    /// <exception cref="YamlSyntaxException">A key is no scalar or repeated, or a merge has nothing to merge.</exception>
    public void Add(YamlNode mapping) => Add(mapping, 0);

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
        if (Find(key) is not (>= 0 and var at))
        {
            Add(new Entry(key, keyNode, value));
        }
        else if (dialect == YamlDialect.Kubernetes)
        {
            YamlDecoding.Check(_entries[at].Value, dialect);
            CollectionsMarshal.AsSpan(_entries)[at].Value = value;
        }
        else if (mergeDepth == 0)
        {
            throw new YamlSyntaxException(
                string.Create(CultureInfo.InvariantCulture, $"yaml: unmarshal errors:\n  line {keyNode.Line}: mapping key {YamlGoSyntax.Quote(key)} already defined at line {_entries[at].KeyNode.Line}"),
                keyNode.Line,
                keyNode.Column);
        }
    }

    /// <summary>Where a key is; below zero where it is not.</summary>
    private int Find(string key)
    {
        if (_index.Count > 0)
        {
            return _index.TryGetValue(key, out var at) ? at : -1;
        }

        var entries = CollectionsMarshal.AsSpan(_entries);
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }

    private void Add(Entry entry)
    {
        _entries.Add(entry);
        for (var i = _index.Count; _entries.Count > FewKeys && i < _entries.Count; i++)
        {
            _index.Add(_entries[i].Key, i);
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

    private struct Entry(string key, YamlNode keyNode, YamlNode value)
    {
        public readonly string Key = key;
        public readonly YamlNode KeyNode = keyNode;
        public YamlNode Value = value;
    }
}
