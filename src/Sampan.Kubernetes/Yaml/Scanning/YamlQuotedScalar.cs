using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sampan.Kubernetes.Yaml.Scanning;

/// <summary>A text in single or double quotes.</summary>
internal sealed class YamlQuotedScalar(YamlCursor cursor)
{
    private static readonly SearchValues<char> Special = SearchValues.Create("'\"\\\n\r\u0085\u2028\u2029");
    private readonly char _quote = cursor.Current;

    public YamlToken Scan()
    {
        var (line, column) = (cursor.Line, cursor.Column);
        cursor.Skip();
        return new YamlToken(YamlTokenKind.Scalar, line, column, ScanSimple() ?? ScanAny().AsMemory());
    }

    /// <summary>A text that is written as it is, on one line; else null, and nothing is passed.</summary>
    private ReadOnlyMemory<char>? ScanSimple()
    {
        var start = cursor.Position;
        var rest = cursor.Text.AsSpan(start);
        var length = 0;
        while (length < rest.Length && rest[length..].IndexOfAny(Special) is >= 0 and var next)
        {
            length += next;
            if (rest[length] == _quote)
            {
                if (_quote == '\'' && length + 1 < rest.Length && rest[length + 1] == _quote)
                {
                    return null;
                }

                cursor.Skip(length + 1);
                return cursor.Text.AsMemory(start, length);
            }

            if (rest[length] is not ('"' or '\'') && !(rest[length] == '\\' && _quote == '\''))
            {
                return null;
            }

            length++;
        }

        return null;
    }

    private string ScanAny()
    {
        var text = new StringBuilder();
        while (true)
        {
            cursor.CheckCharacters();
            if (cursor.AtDocumentIndicator)
            {
                throw cursor.Error("found unexpected document indicator");
            }

            if (cursor.AtEnd)
            {
                throw cursor.Error("found unexpected end of stream");
            }

            var afterEscapedBreak = ScanWord(text);
            if (cursor.Current == _quote)
            {
                cursor.Skip();
                return text.ToString();
            }

            ScanBlanks(text, afterEscapedBreak);
        }
    }

    /// <summary>Reads up to a blank or the closing quote. Whether an escaped line break ended it.</summary>
    private bool ScanWord(StringBuilder text)
    {
        while (!cursor.AtBlank)
        {
            var c = cursor.Current;
            if (c == _quote)
            {
                if (_quote == '"' || cursor.Peek(1) != _quote)
                {
                    return false;
                }

                text.Append(c);
                cursor.Skip(2);
            }
            else if (c != '\\' || _quote == '\'')
            {
                text.Append(c);
                cursor.Skip();
            }
            else if (YamlCharacters.IsBreak(cursor.Peek(1)))
            {
                cursor.Skip();
                cursor.SkipBreak();
                return true;
            }
            else
            {
                ScanEscape(text);
            }
        }

        return false;
    }

    private void ScanBlanks(StringBuilder text, bool leading)
    {
        var folding = default(LineFolding);
        var start = cursor.Position;
        var spaces = 0;
        while (cursor.Current is ' ' or '\t' || cursor.AtBreak)
        {
            if (cursor.AtBreak)
            {
                folding.Add(cursor.SkipBreak());
                leading = true;
            }
            else
            {
                spaces += leading ? 0 : 1;
                cursor.Skip();
            }
        }

        if (leading)
        {
            folding.AppendTo(text);
        }
        else
        {
            text.Append(cursor.Text, start, spaces);
        }
    }

    private void ScanEscape(StringBuilder text)
    {
        var escape = cursor.Peek(1);
        var digits = escape switch
        {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if (digits == 0)
        {
            text.Append(Unescape(escape));
            cursor.Skip(2);
            return;
        }

        cursor.Skip(2);
        uint code = 0;
        for (var i = 0; i < digits; i++)
        {
            code = char.IsAsciiHexDigit(cursor.Peek(i))
                ? code << 4 | uint.Parse([cursor.Peek(i)], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                : throw cursor.Error("did not find expected hexdecimal number");
        }

        text.Append(Rune.TryCreate(code, out var rune) ? rune : throw cursor.Error("found invalid Unicode character escape code"));
        cursor.Skip(digits);
    }

    private char Unescape(char escape) => escape switch
    {
        '0' => '\0',
        'a' => '\a',
        'b' => '\b',
        't' or '\t' => '\t',
        'n' => '\n',
        'v' => '\v',
        'f' => '\f',
        'r' => '\r',
        'e' => '\e',
        ' ' or '"' or '\'' or '\\' => escape,
        'N' => YamlCharacters.NextLine,
        '_' => '\u00A0',
        'L' => '\u2028',
        'P' => '\u2029',
        _ => throw cursor.Error("found unknown escape character"),
    };
}
