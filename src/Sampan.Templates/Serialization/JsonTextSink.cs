using System.Globalization;
using System.Text;
using Sampan.Kubernetes.Yaml;
using Sampan.Templates.Values;

namespace Sampan.Templates.Serialization;

/// <summary>Writes data as Go's encoding/json does, compact or indented by two spaces.</summary>
public sealed class JsonTextSink(StringBuilder output, bool escapesHtml, bool indents) : IDataSink
{
    private int _depth;
    private bool _first = true;
    private bool _afterKey;

    /// <inheritdoc/>
    public void Null() => Word("null");

    /// <inheritdoc/>
    public void Boolean(bool value) => Word(value ? "true" : "false");

    /// <inheritdoc/>
    public void Integer(long value) => Word(value.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public void LargeInteger(ulong value) => Word(value.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public void Float(double value) => Word(FloatText.Json(value));

    /// <inheritdoc/>
    public void Text(string value)
    {
        BeginValue();
        Quote(value);
    }

    /// <inheritdoc/>
    public void BeginMapping(int count) => Open('{');

    /// <inheritdoc/>
    public void Key(string key)
    {
        BeginValue();
        Quote(key);
        output.Append(indents ? ": " : ":");
        _afterKey = true;
    }

    /// <inheritdoc/>
    public void EndMapping() => Close('}');

    /// <inheritdoc/>
    public void BeginSequence(int count) => Open('[');

    /// <inheritdoc/>
    public void EndSequence() => Close(']');

    private void Word(string text)
    {
        BeginValue();
        output.Append(text);
    }

    private void BeginValue()
    {
        if (!_afterKey && _depth > 0)
        {
            output.Append(_first ? "" : ",");
            NewLine();
        }

        _first = _afterKey = false;
    }

    private void Open(char bracket)
    {
        BeginValue();
        output.Append(bracket);
        _depth++;
        _first = true;
    }

    private void Close(char bracket)
    {
        _depth--;
        if (!_first)
        {
            NewLine();
        }

        output.Append(bracket);
        _first = false;
    }

    private void NewLine()
    {
        if (indents)
        {
            output.Append('\n').Append(' ', _depth * 2);
        }
    }

    private void Quote(string text)
    {
        output.Append('"');
        var written = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (Escape(text, i) is { } escape)
            {
                output.Append(text, written, i - written).Append(escape);
                written = i + 1;
            }
        }

        output.Append(text, written, text.Length - written).Append('"');
    }

    private string? Escape(string text, int i)
    {
        var c = text[i];
        return c switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\f' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            < ' ' or '\u2028' or '\u2029' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            '<' or '>' or '&' when escapesHtml => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            _ when GoText.IsByte(c) && (i == 0 || !char.IsHighSurrogate(text[i - 1])) => "\\ufffd",
            _ => null,
        };
    }
}
