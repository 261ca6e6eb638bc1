using System.Text;
using Sampan.Templates.Formatting;
using Sampan.Templates.Values;

namespace Sampan.Templates.Toml;

/// <summary>Reads TOML 1.1 into values: whole numbers are <c>int64</c>, tables maps, arrays of tables lists of maps.</summary>
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
                Assignment(_document.Current, 0);
            }

            ExpectLineEnd();
        }
    }

    private void Header()
    {
        var isArray = _cursor.Peek(1) == '[';
        _cursor.Position += isArray ? 2 : 1;
        var key = HeaderKey();
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
            throw new TomlException(conflict, _cursor.Line, "");
        }

        _cursor.Context = key;
    }

    private List<string> HeaderKey()
    {
        var parts = new List<string>();
        while (true)
        {
            SkipSpaces();
            if (_cursor.AtEnd || _cursor.Current == ']')
            {
                throw _cursor.Error("unexpected end of table name (table names cannot be empty)");
            }

            if (_cursor.Current == '.')
            {
                throw _cursor.Error("unexpected table separator (table names cannot be empty)");
            }

            parts.Add(KeyPart());
            SkipSpaces();
            var end = _cursor.Current;
            if (end is not ('.' or ']'))
            {
                throw _cursor.Error($"expected '.' or ']' to end table name, but got {_cursor.Quoted()} instead");
            }

            _cursor.Position++;
            if (end == ']')
            {
                return parts;
            }
        }
    }

    /// <summary>A key and its value; gives the key's last part.</summary>
    private string Assignment(TomlTable table, int depth)
    {
        var outer = _cursor.Context;
        var key = Key();
        _cursor.Context = [.. outer, .. key[..^1]];
        _cursor.CurrentKey = key[^1];
        SkipSpaces();
        var value = Value(depth);
        if (table.Set(key, value) is { } conflict)
        {
            throw _cursor.ErrorBefore($"Key '{conflict}' has already been defined.");
        }

        _cursor.Context = outer;
        _cursor.CurrentKey = "";
        return key[^1];
    }

    private List<string> Key()
    {
        if (_cursor.AtEnd || _cursor.Current == '=')
        {
            throw _cursor.Error("unexpected '=': key name appears blank");
        }

        if (_cursor.Current == '.')
        {
            throw _cursor.Error("unexpected '.': keys cannot start with a '.'");
        }

        var parts = new List<string>();
        while (true)
        {
            SkipSpaces();
            if (_cursor.AtEnd || _cursor.Current is '=' or '.')
            {
                throw _cursor.Error(_cursor.Current == '.' ? "unexpected '.'" : "unexpected '='");
            }

            parts.Add(KeyPart());
            SkipSpaces();
            if (_cursor.AtEnd)
            {
                throw _cursor.Error("unexpected EOF; expected key separator '='");
            }

            var end = _cursor.Current;
            if (end is not ('.' or '='))
            {
                var reason = $"expected '.' or '=', but got {_cursor.Quoted()} instead";
                throw end == '\n' ? _cursor.ErrorBefore(reason) : _cursor.Error(reason);
            }

            _cursor.Position++;
            if (end == '=')
            {
                return parts;
            }
        }
    }

    /// <summary>One part of a key: quoted, or bare, which may be empty before a character that no key has.</summary>
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

        return _cursor.Text[start.._cursor.Position];
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
                return TomlNumbers.Read(_cursor);
            case '.':
                throw _cursor.Error("floats must start with a digit, not '.'");
            case '\0' when _cursor.AtEnd:
                throw _cursor.Error("unexpected EOF; expected value");
            case '\n':
                throw _cursor.ErrorBefore("expected value but found '\\n' instead");
            default:
                return Word();
        }
    }

    private object Word()
    {
        foreach (var (name, value) in (ReadOnlySpan<(string, double)>)[("inf", double.PositiveInfinity), ("nan", double.NaN)])
        {
            if (_cursor.Text.AsSpan(_cursor.Position).StartsWith(name, StringComparison.Ordinal))
            {
                _cursor.Position += name.Length;
                return value;
            }
        }

        var start = _cursor.Position;
        while (char.IsLetter(_cursor.Current))
        {
            _cursor.Position++;
        }

        var word = _cursor.Text[start.._cursor.Position];
        return word switch
        {
            "true" => Boxes.True,
            "false" => Boxes.False,
            "" => throw _cursor.Error($"expected value but found {_cursor.Quoted()} instead"),
            _ => throw _cursor.ErrorBefore($"expected value but found {GoQuoting.Quote(word)} instead"),
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
                throw _cursor.Error($"expected a comma (',') or array terminator (']'), but got {Found()}");
            }
        }
    }

    private Dictionary<string, object?> InlineTable(int depth)
    {
        var (outerContext, outerKey) = (_cursor.Context, _cursor.CurrentKey);
        var table = new TomlTable([.. outerContext, outerKey]);
        (_cursor.Context, _cursor.CurrentKey) = (table.Path, "");
        _cursor.Position++;
        SkipBlank();
        while (_cursor.Current != '}')
        {
            if (_cursor.Current == ',')
            {
                throw _cursor.Error("unexpected comma");
            }

            // Until the next key is read whole, mistakes count to this one.
            _cursor.CurrentKey = Assignment(table, depth + 1);
            SkipBlank();
            if (_cursor.Current == ',')
            {
                _cursor.Position++;
                SkipBlank();
            }
            else if (_cursor.Current != '}')
            {
                throw _cursor.Error($"expected a comma or an inline table terminator '}}', but got {Found()} instead");
            }
        }

        _cursor.Position++;
        (_cursor.Context, _cursor.CurrentKey) = (outerContext, outerKey);
        return table.Values;
    }

    /// <summary>The current character between quotes, as it is.</summary>
    private string Found() => _cursor.AtEnd ? "end of file" : $"'{Rune.GetRuneAt(_cursor.Text, _cursor.Position)}'";

    private void ExpectLineEnd()
    {
        SkipSpaces();
        if (!_cursor.AtEnd && _cursor.Current is not ('\n' or '#'))
        {
            throw _cursor.Error($"expected a top-level item to end with a newline, comment, or EOF, but got {_cursor.Quoted()} instead");
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
