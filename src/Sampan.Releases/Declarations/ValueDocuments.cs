using Sampan.Kubernetes.Yaml;

namespace Sampan.Releases.Declarations;

using Map = Dictionary<string, object?>;

/// <summary>Builds value trees of YAML: mappings, lists, text, booleans, whole numbers (<see cref="long"/>) and others (<see cref="double"/>).</summary>
internal sealed class ValueDocuments : IDataSink
{
    private readonly Stack<(object Collection, string? Key)> _open = new();
    private string? _key;
    private object? _root;

    /// <summary>The documents of the text, in order.</summary>
    /// <exception cref="YamlSyntaxException">The text is no YAML.</exception>
    public static IReadOnlyList<object?> ReadAll(string text, YamlDialect dialect)
    {
        List<ValueDocuments> sinks = [];
        YamlReader.ReadAll(text, dialect, _ =>
        {
            sinks.Add(new ValueDocuments());
            return sinks[^1];
        });
        return [.. sinks.Select(sink => sink._root)];
    }

    public void Null() => Add(null);

    public void Boolean(bool value) => Add(value);

    public void Integer(long value) => Add(value);

    public void LargeInteger(ulong value) => Add((double)value);

    public void Float(double value) => Add(value);

    public void Text(string value) => Add(value);

    public void BeginMapping(int count) => Open(new Map(count, StringComparer.Ordinal));

    public void Key(string key) => _key = key;

    public void EndMapping() => Close();

    public void BeginSequence(int count) => Open(new List<object?>(count));

    public void EndSequence() => Close();

    private void Open(object collection)
    {
        _open.Push((collection, _key));
        _key = null;
    }

    private void Close()
    {
        var (collection, key) = _open.Pop();
        _key = key;
        Add(collection);
    }

    private void Add(object? value)
    {
        if (_open.Count == 0)
        {
            _root = value;
        }
        else if (_open.Peek().Collection is Map map)
        {
            map[_key!] = value;
        }
        else
        {
            ((List<object?>)_open.Peek().Collection).Add(value);
        }
    }
}
