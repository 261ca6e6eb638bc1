using System.Globalization;
using System.Text;
using Sampan.Templates.Formatting;

namespace Sampan.Templates.Toml;

/// <summary>Reads TOML's strings: basic ones in double quotes, with escapes, and literal ones in single quotes.</summary>
internal sealed class TomlStrings(TomlCursor cursor)
{
    /// <summary>The string of a key, which has one line.</summary>
    public string ReadKey()
    {
        var isBasic = cursor.Current == '"';
        cursor.Position++;
        return isBasic ? Basic() : Literal();
    }

    /// <summary>The string of a value, of one line or, in three quotes, of many.</summary>
    public string ReadValue()
    {
        var quote = cursor.Current;
        if (cursor.Peek(1) != quote || cursor.Peek(2) != quote)
        {
            return ReadKey();
        }

        cursor.Position += 3;
        if (cursor.Current == '\n')
        {
            cursor.Position++;
        }

        return quote == '"' ? MultilineBasic() : MultilineLiteral();
    }

    private string Basic()
    {
        var start = cursor.Position;
        var text = new StringBuilder();
        while (cursor.Current != '"')
        {
            if (cursor.AtEnd)
            {
                throw cursor.Error("unexpected EOF; expected '\"'");
            }

            if (cursor.Current == '\n')
            {
                throw cursor.ErrorBefore("strings cannot contain newlines");
            }

            Character(text, start);
        }

        cursor.Position++;
        return text.ToString();
    }

    private string Literal()
    {
        var start = cursor.Position;
        while (cursor.Current != '\'')
        {
            if (cursor.AtEnd || cursor.Current == '\n')
            {
                throw cursor.AtEnd ? cursor.Error("unexpected EOF; expected \"'\"") : cursor.ErrorBefore("strings cannot contain newlines");
            }

            cursor.Position++;
        }

        return cursor.Text[start..cursor.Position++];
    }

    private string MultilineBasic()
    {
        var start = cursor.Position;
        var text = new StringBuilder();
        while (!cursor.Text.AsSpan(cursor.Position).StartsWith("\"\"\"", StringComparison.Ordinal))
        {
            if (cursor.AtEnd)
            {
                throw cursor.Error("unexpected EOF; expected '\"\"\"'");
            }

            if (cursor.Current == '\\' && cursor.Text.AsSpan(cursor.Position + 1).TrimStart(" \t") is var rest && rest.StartsWith('\n'))
            {
                cursor.Position = cursor.Text.Length - rest.TrimStart(" \t\n").Length;
                continue;
            }

            Character(text, start);
        }

        return ClosedBy('"', text);
    }

    private string MultilineLiteral()
    {
        var end = cursor.Text.IndexOf("'''", cursor.Position, StringComparison.Ordinal);
        if (end < 0)
        {
            cursor.Position = cursor.Text.Length;
            throw cursor.Error("unexpected EOF; expected \"'''\"");
        }

        var text = new StringBuilder(cursor.Text[cursor.Position..end]);
        cursor.Position = end;
        return ClosedBy('\'', text);
    }

    /// <summary>Three quotes close a text; up to two more before them belong to it.</summary>
    private string ClosedBy(char quote, StringBuilder text)
    {
        cursor.Position += 3;
        for (var i = 0; i < 2 && cursor.Current == quote; i++, cursor.Position++)
        {
            text.Append(quote);
        }

        return text.ToString();
    }

    /// <param name="text">Takes the character.</param>
    /// <param name="start">Where the string's text begins.</param>
    private void Character(StringBuilder text, int start)
    {
        var c = cursor.Current;
        cursor.Position++;
        if (c != '\\')
        {
            text.Append(c);
            return;
        }

        var escape = cursor.Current;
        cursor.Position++;
        _ = escape switch
        {
            'b' => text.Append('\b'),
            't' => text.Append('\t'),
            'n' => text.Append('\n'),
            'f' => text.Append('\f'),
            'r' => text.Append('\r'),
            'e' => text.Append('\e'),
            '"' => text.Append('"'),
            '\\' => text.Append('\\'),
            'x' => text.Append(CodePoint(start, 2, "two", escape)),
            'u' => text.Append(CodePoint(start, 4, "four", escape)),
            'U' => text.Append(CodePoint(start, 8, "eight", escape)),
            ' ' or '\t' => throw cursor.ErrorBefore($"invalid escape: '\\{escape}'"),
            _ => throw cursor.ErrorBefore($"invalid escape in string '\\{escape}'"),
        };
    }

    private string CodePoint(int start, int digits, string count, char letter)
    {
        var from = cursor.Position;
        for (var i = 0; i < digits; i++)
        {
            var isDigit = char.IsAsciiHexDigit(cursor.Current);
            cursor.Position = Math.Min(cursor.Position + 1, cursor.Text.Length);
            if (!isDigit)
            {
                throw cursor.ErrorBefore($"expected {count} hexadecimal digits after '\\{letter}', but got {GoQuoting.Quote(cursor.Text[start..cursor.Position])} instead");
            }
        }

        var written = cursor.Text[from..cursor.Position];
        return Rune.TryCreate(uint.Parse(written, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), out var rune)
            ? rune.ToString()
            : throw cursor.ErrorBefore($"Escaped character '\\u{written}' is not valid UTF-8.");
    }
}
