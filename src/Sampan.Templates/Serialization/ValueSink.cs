using Sampan.Kubernetes.Yaml;
using Sampan.Templates.Values;

namespace Sampan.Templates.Serialization;

/// <summary>Builds template values from the data that it receives.</summary>
/// <param name="numbersAreFloats">Whether every number is a <c>float64</c>, as in Helm's values; else whole numbers are <c>int</c>.</param>
public sealed class ValueSink(bool numbersAreFloats) : IDataSink
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
    public void Integer(long value) => Add(numbersAreFloats ? (double)value : Boxes.Integer(value));

    /// <inheritdoc/>
    public void LargeInteger(ulong value) => Add(numbersAreFloats ? (double)value : value);

    /// <inheritdoc/>
    public void Float(double value) => Add(value);

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
