namespace Sampan.Kubernetes.Yaml;

/// <summary>
/// Receives plain data (what JSON can say) piece by piece: readers and value trees push into it, writers and builders
/// implement it. Within a mapping every value follows its <see cref="Key"/>.
/// </summary>
public interface IDataSink
{
    /// <summary>A null.</summary>
    void Null();

    /// <summary>A boolean.</summary>
    void Boolean(bool value);

    /// <summary>A whole number.</summary>
    void Integer(long value);

    /// <summary>A whole number above <see cref="long.MaxValue"/>.</summary>
    void LargeInteger(ulong value);

    /// <summary>A number with a fraction or exponent; may be infinite or no number.</summary>
    void Float(double value);

    /// <summary>A string.</summary>
    void Text(string value);

    /// <summary>A string that is part of a longer one: a sink that has no use for it need not make it a string of its own.</summary>
    void Text(ReadOnlyMemory<char> value) => Text(value.ToString());

    /// <summary>Opens a mapping of <paramref name="count"/> keys.</summary>
    void BeginMapping(int count);

    /// <summary>The key of the value that comes next.</summary>
    void Key(string key);

    /// <summary>Closes the mapping opened last.</summary>
    void EndMapping();

    /// <summary>Opens a sequence of <paramref name="count"/> items.</summary>
    void BeginSequence(int count);

    /// <summary>Closes the sequence opened last.</summary>
    void EndSequence();
}
