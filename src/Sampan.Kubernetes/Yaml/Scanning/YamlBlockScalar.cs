using System.Text;

namespace Sampan.Kubernetes.Yaml.Scanning;

/// <summary>A block of lines: literal after <c>|</c>, folded after <c>&gt;</c>.</summary>
internal sealed class YamlBlockScalar(YamlCursor cursor, int parentIndent)
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _breaks = new();
    private int _indent;
    private bool? _keepsBreaks;

    public YamlToken Scan()
    {
        var (line, column) = (cursor.Line, cursor.Column);
        var folds = cursor.Current == '>';
        cursor.Skip();
        ScanHeader();
        ScanBreaks();
        char lastBreak = '\0';
        var afterBlank = false;
        while (cursor.Column == _indent && !cursor.AtEnd)
        {
            // Lines that begin with a blank keep the breaks around them.
            var startsBlank = cursor.Current is ' ' or '\t';
            if (folds && lastBreak == '\n' && !afterBlank && !startsBlank)
            {
                _text.Append(_breaks.Length == 0 ? " " : "");
            }
            else if (lastBreak != '\0')
            {
                _text.Append(lastBreak);
            }

            _text.Append(_breaks);
            _breaks.Clear();
            afterBlank = startsBlank;
            lastBreak = ScanLine();
            ScanBreaks();
        }

        if (_keepsBreaks is not false && lastBreak != '\0')
        {
            _text.Append(lastBreak);
        }

        if (_keepsBreaks is true)
        {
            _text.Append(_breaks);
        }

        return new YamlToken(YamlTokenKind.Scalar, line, column, _text.ToString().AsMemory());
    }

    /// <summary>The indicators of chomping and indentation, in either order, and the rest of the line.</summary>
    private void ScanHeader()
    {
        if (!ScanChomping())
        {
            ScanIndentation();
            ScanChomping();
        }
        else
        {
            ScanIndentation();
        }

        while (cursor.Current is ' ' or '\t')
        {
            cursor.Skip();
        }

        if (cursor.Current == '#')
        {
            YamlDirectives.SkipComment(cursor);
        }

        if (cursor.AtBreak)
        {
            cursor.SkipBreak();
        }
        else if (!cursor.AtEnd)
        {
            throw cursor.Error("did not find expected comment or line break");
        }
    }

    private bool ScanChomping()
    {
        if (cursor.Current is not ('+' or '-'))
        {
            return false;
        }

        _keepsBreaks = cursor.Current == '+';
        cursor.Skip();
        return true;
    }

    private void ScanIndentation()
    {
        if (!char.IsAsciiDigit(cursor.Current))
        {
            return;
        }

        if (cursor.Current == '0')
        {
            throw cursor.Error("found an indentation indicator equal to 0");
        }

        _indent = Math.Max(parentIndent, 0) + cursor.Current - '0';
        cursor.Skip();
    }

    private char ScanLine()
    {
        var rest = cursor.Text.AsSpan(cursor.Position);
        var length = rest.IndexOfAny("\n\r\u0085\u2028\u2029");
        length = length < 0 ? rest.Length : length;
        _text.Append(rest[..length]);
        cursor.Skip(length);
        return cursor.AtBreak ? cursor.SkipBreak() : '\0';
    }

    /// <summary>Passes empty lines and the next one's indentation. Where the indentation is not known, it is that of the first line, or the longest before it.</summary>
    private void ScanBreaks()
    {
        var longest = 0;
        while (true)
        {
            while ((_indent == 0 || cursor.Column < _indent) && cursor.Current == ' ')
            {
                cursor.Skip();
            }

            longest = Math.Max(longest, cursor.Column);
            if (cursor.Column < _indent && cursor.Current == '\t')
            {
                throw cursor.Error("found a tab character where an indentation space is expected");
            }

            if (!cursor.AtBreak)
            {
                break;
            }

            _breaks.Append(cursor.SkipBreak());
        }

        if (_indent == 0)
        {
            _indent = Math.Max(Math.Max(longest, parentIndent + 1), 1);
        }
    }
}
