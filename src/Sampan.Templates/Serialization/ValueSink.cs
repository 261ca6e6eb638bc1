using Sampan.Kubernetes.Yaml;
using Sampan.Templates.Values;

namespace Sampan.Templates.Serialization;

/// <summary>Builds values from the data that it receives: maps are <c>Dictionary&lt;string, object?&gt;</c>, lists <c>List&lt;object?&gt;</c>.</summary>
/// <param name="wholeNumbers">What whole numbers become.</param>
/// <param name="isJson">Whether numbers that JSON does not have are refused: YAML reaches Helm's values through JSON.</param>
public sealed class ValueSink(WholeNumbers wholeNumbers, bool isJson = false) : IDataSink
{
    private readonly Stack<(object Collection, string? Key)> _open = new();
    private string? _key;

    /// <summary>The value, once everything is received.</summary>
    public object? Value { get; private set; }

    /// <inheritdoc/>
    public void Null() => Add(null);

    /// <inheritdoc/>
    public void Boolean(bool value) => Add(Boxes.Of(value));

    /// <inheritdoc/>
    public void Integer(long value) => Add(wholeNumbers switch
    {
        WholeNumbers.Float => (double)value,
        WholeNumbers.Int => Boxes.Integer(value),
        _ => Boxes.Long(value),
    });

    /// <inheritdoc/>
    public void LargeInteger(ulong value) => Add(wholeNumbers == WholeNumbers.Int ? value : (double)value);

    /// <inheritdoc/>
    /// <exception cref="YamlSyntaxException">JSON has no such number.</exception>
    public void Float(double value) => Add(isJson && !double.IsFinite(value)
        ? throw new YamlSyntaxException($"json: unsupported value: {FloatText.General(value)}", 0, 0)
        : value);

    /// <inheritdoc/>
    public void Text(string value) => Add(value);

    /// <inheritdoc/>
    public void BeginMapping(int count) => Open(new Dictionary<string, object?>(count, StringComparer.Ordinal));

    /// <inheritdoc/>
    public void Key(string key) => _key = key;

    /// <inheritdoc/>
    public void EndMapping() => Close();

    /// <inheritdoc/>
    public void BeginSequence(int count) => Open(new List<object?>(count));

    /// <inheritdoc/>
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
        if (!_open.TryPeek(out var parent))
        {
            Value = value;
        }
        else if (parent.Collection is Dictionary<string, object?> map)
        {
            map[_key!] = value;
        }
        else
        {
            ((List<object?>)parent.Collection).Add(value);
        }
    }
}
