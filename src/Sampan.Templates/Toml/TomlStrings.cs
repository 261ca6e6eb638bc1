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
        var text = new StringBuilder();
        while (cursor.Current != '"')
        {
            if (cursor.AtEnd)
            {
                throw cursor.Error("unexpected EOF; expected '\"'");
            }

            if (cursor.Current == '\n')
            {
                throw cursor.Error("strings cannot contain newlines");
            }

            Character(text);
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
                throw cursor.Error(cursor.AtEnd ? "unexpected EOF; expected \"'\"" : "strings cannot contain newlines");
            }

            cursor.Position++;
        }

        return cursor.Text[start..cursor.Position++];
    }

    private string MultilineBasic()
    {
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

            Character(text);
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

    private void Character(StringBuilder text)
    {
        var c = cursor.Text[cursor.Position++];
        if (c is < ' ' and not ('\t' or '\n') or '\u007F')
        {
            throw cursor.Error(string.Create(CultureInfo.InvariantCulture, $"control characters are not allowed inside strings: '0x{(int)c:x2}'"));
        }

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
            '"' => text.Append('"'),
            '\\' => text.Append('\\'),
            'u' => text.Append(CodePoint(4)),
            'U' => text.Append(CodePoint(8)),
            _ => throw cursor.Error($"invalid escape character {GoQuoting.QuoteCharacter(escape)}; only the following escape characters are allowed: \\b, \\t, \\n, \\f, \\r, \\\", \\\\, \\uXXXX, and \\UXXXXXXXX"),
        };
    }

    private string CodePoint(int digits)
    {
        if (cursor.Position + digits > cursor.Text.Length
            || !uint.TryParse(cursor.Text.AsSpan(cursor.Position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            throw cursor.Error($"expected {(digits == 4 ? "four" : "eight")} hexadecimal digits after '\\{(digits == 4 ? 'u' : 'U')}', but got {cursor.Quoted()} instead");
        }

        cursor.Position += digits;
        return Rune.IsValid(value) ? new Rune(value).ToString() : throw cursor.Error($"escaped character '\\u{value:x}' is not valid UTF-8");
    }
}
