using System.Globalization;
using System.Text;

namespace Sampan.Kubernetes.Yaml;

/// <summary>
/// Writes the data that it receives as one YAML document, byte for byte as the style's Go library does. Keys are
/// written in the order in which they come: sources sort them by <see cref="YamlStyle.KeyOrder"/>.
/// The document ends with a line feed.
/// </summary>
public sealed class YamlWriter : IDataSink
{
    private const int IndentWidth = 2;
    private readonly YamlStyle _style;
    private readonly YamlOutput _output;
    private readonly YamlScalarWriter _scalars;
    private readonly Stack<Level> _levels = new();
    private bool _afterComplexKey;

    /// <summary>Appends to the text.</summary>
    public YamlWriter(StringBuilder text, YamlStyle style)
    {
        _style = style;
        _output = new YamlOutput(text);
        _scalars = new YamlScalarWriter(_output, style);
    }

    /// <inheritdoc/>
    public void Null() => Word("null");

    /// <inheritdoc/>
    public void Boolean(bool value) => Word(value ? "true" : "false");

    /// <inheritdoc/>
    public void Integer(long value) => Word(value.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public void LargeInteger(ulong value) => Word(value.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public void Float(double value) => Word(value switch
    {
        double.PositiveInfinity => ".inf",
        double.NegativeInfinity => "-.inf",
        double.NaN => ".nan",
        _ => FloatText.General(value),
    });

    /// <inheritdoc/>
    public void Text(string value)
    {
        BeginNode();
        _scalars.Write(value, TextIndent, isKey: false);
        EndNode();
    }

    /// <summary>Text that is never quoted, such as a timestamp.</summary>
    public void Word(string value)
    {
        BeginNode();
        _output.Space();
        _output.Put(value);
        _output.EndText();
        EndNode();
    }

    /// <inheritdoc/>
    public void BeginMapping(int count)
    {
        BeginNode();
        _levels.Push(new Level(Sequence: false, count == 0 ? Indent : Deeper));
        WriteEmpty(count, "{}");
    }

    /// <inheritdoc/>
    public void Key(string key)
    {
        _output.Indent(Indent);
        if (_scalars.IsSimpleKey(key))
        {
            _scalars.Write(key, TextIndent, isKey: true);
            _output.Indicator(':', spaced: false, indentation: false);
        }
        else
        {
            _output.Indicator('?', spaced: true, indentation: true);
            _scalars.Write(key, TextIndent, isKey: false);
            _afterComplexKey = true;
        }
    }

    /// <summary>A key that is no string, such as a number: it is never quoted.</summary>
    public void WordKey(string key)
    {
        _output.Indent(Indent);
        _output.Put(key);
        _output.EndText();
        _output.Indicator(':', spaced: false, indentation: false);
    }

    /// <inheritdoc/>
    public void EndMapping() => EndCollection();

    /// <inheritdoc/>
    public void BeginSequence(int count)
    {
        BeginNode();
        var underKey = _levels.TryPeek(out var level) && !level.Sequence && !_output.AtIndentation && !_style.IndentsSequences;
        _levels.Push(new Level(Sequence: true, count == 0 || underKey ? Math.Max(Indent, 0) : Deeper));
        WriteEmpty(count, "[]");
    }

    /// <inheritdoc/>
    public void EndSequence() => EndCollection();

    private int Indent => _levels.TryPeek(out var level) ? level.Indent : -1;

    private int Deeper => Indent < 0 ? 0 : Indent + IndentWidth;

    private int TextIndent => Math.Max(Indent, 0) + IndentWidth;

    private void BeginNode()
    {
        if (_afterComplexKey)
        {
            _output.Indent(Indent);
            _output.Indicator(':', spaced: true, indentation: true);
            _afterComplexKey = false;
        }
        else if (_levels.TryPeek(out var level) && level.Sequence)
        {
            _output.Indent(level.Indent);
            _output.Indicator('-', spaced: true, indentation: true);
        }
    }

    private void WriteEmpty(int count, string text)
    {
        if (count == 0)
        {
            _output.Space();
            _output.Put(text);
            _output.EndText();
        }
    }

    private void EndCollection()
    {
        _levels.Pop();
        EndNode();
    }

    private void EndNode()
    {
        if (_levels.Count == 0)
        {
            _output.Indent(0);
        }
    }

    private readonly record struct Level(bool Sequence, int Indent);
}
