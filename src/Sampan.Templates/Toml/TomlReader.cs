using System.Globalization;
using System.Text;
using Sampan.Templates.Formatting;
using Sampan.Templates.Values;

namespace Sampan.Templates.Toml;

/// <summary>Reads TOML 1.0 into values: whole numbers are <c>int64</c>, tables maps, arrays of tables lists of maps.</summary>
internal sealed class TomlReader
{
    private const int MaximumDepth = 500;
    private readonly string _text;
    private readonly TomlDocument _document = new();
    private int _position;
    private string _lastKey = "";

    private TomlReader(string text) => _text = text.Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <exception cref="TomlException">The text is no TOML.</exception>
    public static Dictionary<string, object?> Read(string text)
    {
        var reader = new TomlReader(text);
        reader.Run();
        return reader._document.Root;
    }

    private void Run()
    {
        while (true)
        {
            SkipBlank();
            if (AtEnd)
            {
                return;
            }

            if (Current == '[')
            {
                Header();
            }
            else
            {
                Assignment(_document.Current, '=');
            }

            ExpectLineEnd();
        }
    }

    private void Header()
    {
        var isArray = Peek(1) == '[';
        _position += isArray ? 2 : 1;
        _lastKey = "";
        SkipSpaces();
        if (Current is ']' or '\0')
        {
            throw Error("unexpected end of table name (table names cannot be empty)");
        }

        var key = KeyParts(']', isHeader: true);
        _position++;
        if (isArray)
        {
            if (Current != ']')
            {
                throw Error($"expected end of table array name delimiter ']', but got {Quoted()} instead");
            }

            _position++;
        }

        if ((isArray ? _document.OpenArray(key) : _document.OpenTable(key)) is { } conflict)
        {
            throw Error($"Key '{conflict}' has already been defined.");
        }
    }

    private void Assignment(TomlTable table, char separator)
    {
        if (Current == separator)
        {
            throw new TomlException($"unexpected '{separator}': key name appears blank", Line, "");
        }

        var key = KeyParts(separator, isHeader: false);
        _position++;
        _lastKey = string.Join('.', [.. table.Path, .. key]);
        SkipSpaces();
        var value = Value(0);
        if (table.Set(key, value) is { } conflict)
        {
            throw Error($"Key '{conflict}' has already been defined.");
        }
    }

    private List<string> KeyParts(char end, bool isHeader)
    {
        var parts = new List<string>();
        while (true)
        {
            SkipSpaces();
            parts.Add(KeyPart());
            SkipSpaces();
            if (Current == '.')
            {
                _position++;
                continue;
            }

            if (Current == end)
            {
                return parts;
            }

            throw new TomlException(
                AtEnd ? $"unexpected EOF; expected key separator '{end}'"
                : isHeader ? $"expected '.' or ']' to end table name, but got {Quoted()} instead" : $"expected '.' or '{end}', but got {Quoted()} instead",
                Line,
                isHeader ? _lastKey : "");
        }
    }

    private string KeyPart()
    {
        if (Current == '"')
        {
            _position++;
            return BasicString();
        }

        if (Current == '\'')
        {
            _position++;
            return LiteralString();
        }

        var start = _position;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '_' or '-')
        {
            _position++;
        }

        if (_position > start)
        {
            return _text[start.._position];
        }

        throw new TomlException(
            AtEnd ? "unexpected EOF; expected key separator '='" : Current is '{' ? $"expected '.' or '=', but got {Quoted()} instead" : $"bare keys cannot contain {Quoted()}",
            Line,
            "");
    }

    private object? Value(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw Error("the value is nested too deeply");
        }

        switch (Current)
        {
            case '[':
                return Array(depth);
            case '{':
                return InlineTable();
            case '"':
                return Strings("\"\"\"", BasicString, MultilineBasicString);
            case '\'':
                return Strings("'''", LiteralString, MultilineLiteralString);
            case '+' or '-' or (>= '0' and <= '9'):
                return TomlNumbers.Read(_text, ref _position) is var (number, problem) && problem is null ? number : throw Error(problem!);
            case '\0' when AtEnd:
                throw Error("unexpected EOF; expected value");
            case '\n':
                throw Error("expected value but found '\\n' instead");
            default:
                return Word();
        }
    }

    private object Word()
    {
        var start = _position;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '_' or '-')
        {
            _position++;
        }

        var word = _text[start.._position];
        if (word.Length == 0)
        {
            throw Error($"expected value but found {Quoted()} instead");
        }

        return word switch
        {
            "true" => Boxes.True,
            "false" => Boxes.False,
            "inf" => double.PositiveInfinity,
            "nan" => double.NaN,
            _ => throw Error($"expected value but found {GoQuoting.Quote(word)} instead"),
        };
    }

    private List<object?> Array(int depth)
    {
        _position++;
        var items = new List<object?>();
        while (true)
        {
            SkipBlank();
            if (Current == ']')
            {
                _position++;
                return items;
            }

            if (Current == ',')
            {
                throw Error("unexpected comma");
            }

            items.Add(Value(depth + 1));
            SkipBlank();
            if (Current == ',')
            {
                _position++;
            }
            else if (Current != ']')
            {
                throw Error(AtEnd ? "expected a comma (',') or array terminator (']'), but got end of file" : $"expected a comma (',') or array terminator (']'), but got {Quoted()}");
            }
        }
    }

    private Dictionary<string, object?> InlineTable()
    {
        _position++;
        var table = new TomlTable([]);
        SkipSpaces();
        if (Current == '}')
        {
            _position++;
            return table.Values;
        }

        while (true)
        {
            SkipSpaces();
            Assignment(table, '=');
            SkipSpaces();
            if (Current == '}')
            {
                _position++;
                return table.Values;
            }

            if (Current != ',')
            {
                throw Error(Current == '\n' ? "newlines not allowed within inline tables" : $"expected a comma or an inline table terminator '}}', but got {(AtEnd ? "end of file" : Quoted())} instead");
            }

            _position++;
            SkipSpaces();
            if (Current == '}')
            {
                throw Error("trailing comma not allowed in inline tables");
            }
        }
    }

    private string Strings(string mark, Func<string> single, Func<string> multiline)
    {
        if (!_text.AsSpan(_position).StartsWith(mark, StringComparison.Ordinal))
        {
            _position++;
            return single();
        }

        _position += mark.Length;
        if (Current == '\n')
        {
            _position++;
        }

        return multiline();
    }

    private string BasicString()
    {
        var text = new StringBuilder();
        while (Current != '"')
        {
            if (AtEnd)
            {
                throw Error("unexpected EOF; expected '\"'");
            }

            if (Current == '\n')
            {
                throw Error("strings cannot contain newlines");
            }

            Character(text);
        }

        _position++;
        return text.ToString();
    }

    private string LiteralString()
    {
        var start = _position;
        while (Current != '\'')
        {
            if (AtEnd || Current == '\n')
            {
                throw Error(AtEnd ? "unexpected EOF; expected \"'\"" : "strings cannot contain newlines");
            }

            _position++;
        }

        return _text[start.._position++];
    }

    private string MultilineBasicString()
    {
        var text = new StringBuilder();
        while (!_text.AsSpan(_position).StartsWith("\"\"\"", StringComparison.Ordinal))
        {
            if (AtEnd)
            {
                throw Error("unexpected EOF; expected '\"\"\"'");
            }

            if (Current == '\\' && _text.AsSpan(_position + 1).TrimStart(" \t") is var rest && rest.StartsWith('\n'))
            {
                _position = _text.Length - rest.TrimStart(" \t\n").Length;
                continue;
            }

            Character(text);
        }

        return ClosedBy('"', text);
    }

    private string MultilineLiteralString()
    {
        var end = _text.IndexOf("'''", _position, StringComparison.Ordinal);
        if (end < 0)
        {
            _position = _text.Length;
            throw Error("unexpected EOF; expected \"'''\"");
        }

        var text = new StringBuilder(_text[_position..end]);
        _position = end;
        return ClosedBy('\'', text);
    }

    /// <summary>Three quotes close a text; up to two more before them belong to it.</summary>
    private string ClosedBy(char quote, StringBuilder text)
    {
        _position += 3;
        for (var i = 0; i < 2 && Current == quote; i++, _position++)
        {
            text.Append(quote);
        }

        return text.ToString();
    }

    private void Character(StringBuilder text)
    {
        var c = _text[_position++];
        if (c is < ' ' and not ('\t' or '\n') or '\u007F')
        {
            throw Error(string.Create(CultureInfo.InvariantCulture, $"control characters are not allowed inside strings: '0x{(int)c:x2}'"));
        }

        if (c != '\\')
        {
            text.Append(c);
            return;
        }

        var escape = Current;
        _position++;
        _ = escape switch
        {
            'b' => text.Append('\b'),
            't' => text.Append('\t'),
            'n' => text.Append('\n'),
            'f' => text.Append('\f'),
            'r' => text.Append('\r'),
            '"' => text.Append('"'),
            '\\' => text.Append('\\'),
            'u' => text.Append(CodePoint(4)),
            'U' => text.Append(CodePoint(8)),
            _ => throw Error($"invalid escape character {GoQuoting.QuoteCharacter(escape)}; only the following escape characters are allowed: \\b, \\t, \\n, \\f, \\r, \\\", \\\\, \\uXXXX, and \\UXXXXXXXX"),
        };
    }

    private string CodePoint(int digits)
    {
        if (_position + digits > _text.Length
            || !uint.TryParse(_text.AsSpan(_position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            throw Error($"expected {(digits == 4 ? "four" : "eight")} hexadecimal digits after '\\{(digits == 4 ? 'u' : 'U')}', but got {Quoted()} instead");
        }

        _position += digits;
        return Rune.IsValid(value) ? new Rune(value).ToString() : throw Error($"escaped character '\\u{value:x}' is not valid UTF-8");
    }

    private void ExpectLineEnd()
    {
        SkipSpaces();
        if (!AtEnd && Current is not ('\n' or '#'))
        {
            throw new TomlException($"expected a top-level item to end with a newline, comment, or EOF, but got {Quoted()} instead", Line, "");
        }
    }

    private void SkipSpaces()
    {
        while (Current is ' ' or '\t')
        {
            _position++;
        }
    }

    private void SkipBlank()
    {
        while (true)
        {
            SkipSpaces();
            if (Current == '#')
            {
                while (!AtEnd && Current != '\n')
                {
                    _position++;
                }
            }
            else if (Current != '\n')
            {
                return;
            }

            if (!AtEnd)
            {
                _position++;
            }
        }
    }

    private bool AtEnd => _position >= _text.Length;

    private char Current => AtEnd ? '\0' : _text[_position];

    private char Peek(int offset) => _position + offset < _text.Length ? _text[_position + offset] : '\0';

    private int Line => _text.AsSpan(0, Math.Min(_position, _text.Length)).Count('\n') + 1;

    private string Quoted() => GoQuoting.QuoteCharacter(Current);

    private TomlException Error(string reason) => new(reason, Line, _lastKey);
}
