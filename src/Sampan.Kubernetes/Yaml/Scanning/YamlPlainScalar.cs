using System.Text;

namespace Sampan.Kubernetes.Yaml.Scanning;

/// <summary>A text without quotes: over as many lines as are indented, until a colon, a comment, or in a flow collection an indicator.</summary>
internal ref struct YamlPlainScalar(YamlCursor cursor, int indent, bool inFlow, YamlDialect dialect)
{
    private StringBuilder? _text;
    private LineFolding _folding;

    /// <summary>Whether the lines after the text have been passed, so that a key may follow.</summary>
    public bool EndsWithBreak { get; private set; }

    public YamlToken Scan()
    {
        var (line, column) = (cursor.Line, cursor.Column);
        var only = ReadOnlyMemory<char>.Empty;
        while (!cursor.AtDocumentIndicator && cursor.Current != '#')
        {
            var start = cursor.Position;
            var length = ScanLine();
            if (length > 0)
            {
                EndsWithBreak = false;
                if (_text is null && only.IsEmpty)
                {
                    only = cursor.Text.AsMemory(start, length);
                }
                else
                {
                    _text ??= new StringBuilder().Append(only);
                    _folding.AppendTo(_text);
                    _text.Append(cursor.Text, start, length);
                }
            }

            if (!cursor.AtBreak)
            {
                break;
            }

            _folding = default;
            SkipBreaks();
            if (!inFlow && cursor.Column < indent)
            {
                break;
            }
        }

        return new YamlToken(YamlTokenKind.Scalar, line, column, _text?.ToString().AsMemory() ?? only, Plain: true);
    }

    /// <summary>Goes to the end of what the line has of the text, and over the blanks after it; gives its length without them.</summary>
    private int ScanLine()
    {
        var text = cursor.Text;
        var (i, end) = (cursor.Position, cursor.Position);
        while (i < text.Length)
        {
            var c = text[i];
            if (c is ' ' or '\t')
            {
                i++;
            }
            else if (YamlCharacters.IsBreak(c) || (c == '#' && i > end) || IsEnd(c, i))
            {
                break;
            }
            else
            {
                end = ++i;
            }
        }

        var length = end - cursor.Position;
        cursor.Skip(i - cursor.Position);
        return length;
    }

    private bool IsEnd(char c, int i)
    {
        if (c == ':' || (c == '?' && inFlow && dialect != YamlDialect.Kubernetes))
        {
            return i + 1 >= cursor.Text.Length || YamlCharacters.IsBlank(cursor.Text[i + 1]);
        }

        return inFlow && (c is ',' or '?' or '[' or ']' or '{' or '}');
    }

    private void SkipBreaks()
    {
        while (cursor.Current is ' ' or '\t' || cursor.AtBreak)
        {
            if (cursor.AtBreak)
            {
                _folding.Add(cursor.SkipBreak());
                EndsWithBreak = true;
            }
            else if (EndsWithBreak && cursor.Column < indent && cursor.Current == '\t')
            {
                throw cursor.Error("found a tab character that violates indentation");
            }
            else
            {
                cursor.Skip();
            }
        }
    }
}
