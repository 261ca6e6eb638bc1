using Sampan.Kubernetes.Yaml;

namespace Sampan.Charts.Values;

/// <summary>Builds a value tree from data. Numbers become float64 unless whole ones are kept, as Go's JSON decoder makes them.</summary>
internal sealed class ValueSink(bool keepWholeNumbers = false) : IDataSink
{
    private readonly Stack<(object Container, string? Key)> _open = [];
    private string? _key;

    public object? Result { get; private set; }

    public void Null() => Add(null);

    public void Boolean(bool value) => Add(value);

    public void Integer(long value) => Add(keepWholeNumbers ? (object)value : (double)value);

    public void LargeInteger(ulong value) => Add((double)value);

    public void Float(double value) => Add(double.IsFinite(value) ? value : throw new YamlSyntaxException($"json: unsupported value: {FloatText.General(value)}", 0, 0));

    public void Text(string value) => Add(value);

    public void BeginMapping(int count) => Open(ValueTrees.NewMap(count));

    public void Key(string key) => _key = key;

    public void EndMapping() => Close();

    public void BeginSequence(int count) => Open(new List<object?>(count));

    public void EndSequence() => Close();

    private void Open(object container)
    {
        _open.Push((container, _key));
        _key = null;
    }

    private void Close()
    {
        var (container, key) = _open.Pop();
        _key = key;
        Add(container);
    }

    private void Add(object? value)
    {
        if (_open.Count == 0)
        {
            Result = value;
        }
        else if (_open.Peek().Container is List<object?> list)
        {
            list.Add(value);
        }
        else
        {
            ((Dictionary<string, object?>)_open.Peek().Container)[_key!] = value;
        }
    }
}
