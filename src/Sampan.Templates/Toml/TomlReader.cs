using Sampan.Templates.Formatting;
using Sampan.Templates.Values;

namespace Sampan.Templates.Toml;

/// <summary>Reads TOML 1.0 into values: whole numbers are <c>int64</c>, tables maps, arrays of tables lists of maps.</summary>
internal sealed class TomlReader
{
    private const int MaximumDepth = 500;
    private readonly TomlCursor _cursor;
    private readonly TomlStrings _strings;
    private readonly TomlDocument _document = new();

    private TomlReader(string text)
    {
        _cursor = new TomlCursor(text.Replace("\r\n", "\n", StringComparison.Ordinal));
        _strings = new TomlStrings(_cursor);
    }

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
            if (_cursor.AtEnd)
            {
                return;
            }

            if (_cursor.Current == '[')
            {
                Header();
            }
            else
            {
                Assignment(_document.Current, '=', 0);
            }

            ExpectLineEnd();
        }
    }

    private void Header()
    {
        var isArray = _cursor.Peek(1) == '[';
        _cursor.Position += isArray ? 2 : 1;
        _cursor.LastKey = "";
        SkipSpaces();
        if (_cursor.Current is ']' or '\0')
        {
            throw _cursor.Error("unexpected end of table name (table names cannot be empty)");
        }

        var key = KeyParts(']', isHeader: true);
        _cursor.Position++;
        if (isArray)
        {
            if (_cursor.Current != ']')
            {
                throw _cursor.Error($"expected end of table array name delimiter ']', but got {_cursor.Quoted()} instead");
            }

            _cursor.Position++;
        }

        if ((isArray ? _document.OpenArray(key) : _document.OpenTable(key)) is { } conflict)
        {
            throw _cursor.Error($"Key '{conflict}' has already been defined.");
        }
    }

    private void Assignment(TomlTable table, char separator, int depth)
    {
        if (_cursor.Current == separator)
        {
            throw new TomlException($"unexpected '{separator}': key name appears blank", _cursor.Line, "");
        }

        var key = KeyParts(separator, isHeader: false);
        _cursor.Position++;
        _cursor.LastKey = string.Join('.', [.. table.Path, .. key]);
        SkipSpaces();
        var value = Value(depth);
        if (table.Set(key, value) is { } conflict)
        {
            throw _cursor.Error($"Key '{conflict}' has already been defined.");
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
            if (_cursor.Current == '.')
            {
                _cursor.Position++;
                continue;
            }

            if (_cursor.Current == end)
            {
                return parts;
            }

            throw new TomlException(
                _cursor.AtEnd ? $"unexpected EOF; expected key separator '{end}'"
                : isHeader ? $"expected '.' or ']' to end table name, but got {_cursor.Quoted()} instead" : $"expected '.' or '{end}', but got {_cursor.Quoted()} instead",
                _cursor.Line,
                isHeader ? _cursor.LastKey : "");
        }
    }

    private string KeyPart()
    {
        if (_cursor.Current is '"' or '\'')
        {
            return _strings.ReadKey();
        }

        var start = _cursor.Position;
        while (char.IsAsciiLetterOrDigit(_cursor.Current) || _cursor.Current is '_' or '-')
        {
            _cursor.Position++;
        }

        if (_cursor.Position > start)
        {
            return _cursor.Text[start.._cursor.Position];
        }

        throw new TomlException(
            _cursor.AtEnd ? "unexpected EOF; expected key separator '='" : _cursor.Current is '{' ? $"expected '.' or '=', but got {_cursor.Quoted()} instead" : $"bare keys cannot contain {_cursor.Quoted()}",
            _cursor.Line,
            "");
    }

    private object? Value(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw _cursor.Error("the value is nested too deeply");
        }

        switch (_cursor.Current)
        {
            case '[':
                return Array(depth);
            case '{':
                return InlineTable(depth);
            case '"' or '\'':
                return _strings.ReadValue();
            case '+' or '-' or (>= '0' and <= '9'):
                return Number();
            case '\0' when _cursor.AtEnd:
                throw _cursor.Error("unexpected EOF; expected value");
            case '\n':
                throw _cursor.Error("expected value but found '\\n' instead");
            default:
                return Word();
        }
    }

    private object? Number()
    {
        var position = _cursor.Position;
        var (number, problem) = TomlNumbers.Read(_cursor.Text, ref position);
        _cursor.Position = position;
        return problem is null ? number : throw _cursor.Error(problem);
    }

    private object Word()
    {
        var start = _cursor.Position;
        while (char.IsAsciiLetterOrDigit(_cursor.Current) || _cursor.Current is '_' or '-')
        {
            _cursor.Position++;
        }

        var word = _cursor.Text[start.._cursor.Position];
        if (word.Length == 0)
        {
            throw _cursor.Error($"expected value but found {_cursor.Quoted()} instead");
        }

        return word switch
        {
            "true" => Boxes.True,
            "false" => Boxes.False,
            "inf" => double.PositiveInfinity,
            "nan" => double.NaN,
            _ => throw _cursor.Error($"expected value but found {GoQuoting.Quote(word)} instead"),
        };
    }

    private List<object?> Array(int depth)
    {
        _cursor.Position++;
        var items = new List<object?>();
        while (true)
        {
            SkipBlank();
            if (_cursor.Current == ']')
            {
                _cursor.Position++;
                return items;
            }

            if (_cursor.Current == ',')
            {
                throw _cursor.Error("unexpected comma");
            }

            items.Add(Value(depth + 1));
            SkipBlank();
            if (_cursor.Current == ',')
            {
                _cursor.Position++;
            }
            else if (_cursor.Current != ']')
            {
                throw _cursor.Error(_cursor.AtEnd ? "expected a comma (',') or array terminator (']'), but got end of file" : $"expected a comma (',') or array terminator (']'), but got {_cursor.Quoted()}");
            }
        }
    }

    private Dictionary<string, object?> InlineTable(int depth)
    {
        _cursor.Position++;
        var table = new TomlTable([]);
        SkipSpaces();
        if (_cursor.Current == '}')
        {
            _cursor.Position++;
            return table.Values;
        }

        while (true)
        {
            SkipSpaces();
            Assignment(table, '=', depth + 1);
            SkipSpaces();
            if (_cursor.Current == '}')
            {
                _cursor.Position++;
                return table.Values;
            }

            if (_cursor.Current != ',')
            {
                throw _cursor.Error(_cursor.Current == '\n' ? "newlines not allowed within inline tables" : $"expected a comma or an inline table terminator '}}', but got {(_cursor.AtEnd ? "end of file" : _cursor.Quoted())} instead");
            }

            _cursor.Position++;
            SkipSpaces();
            if (_cursor.Current == '}')
            {
                throw _cursor.Error("trailing comma not allowed in inline tables");
            }
        }
    }

    private void ExpectLineEnd()
    {
        SkipSpaces();
        if (!_cursor.AtEnd && _cursor.Current is not ('\n' or '#'))
        {
            throw new TomlException($"expected a top-level item to end with a newline, comment, or EOF, but got {_cursor.Quoted()} instead", _cursor.Line, "");
        }
    }

    private void SkipSpaces()
    {
        while (_cursor.Current is ' ' or '\t')
        {
            _cursor.Position++;
        }
    }

    private void SkipBlank()
    {
        while (true)
        {
            SkipSpaces();
            if (_cursor.Current == '#')
            {
                while (!_cursor.AtEnd && _cursor.Current != '\n')
                {
                    _cursor.Position++;
                }
            }
            else if (_cursor.Current != '\n')
            {
                return;
            }

            if (!_cursor.AtEnd)
            {
                _cursor.Position++;
            }
        }
    }
}
