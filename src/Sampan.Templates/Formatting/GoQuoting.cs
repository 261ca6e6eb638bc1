using System.Globalization;
using System.Text;

namespace Sampan.Templates.Formatting;

/// <summary>
/// Strings in Go's quotes, as the strconv package writes and reads them. Bytes that are no UTF-8 are lone low
/// surrogates U+DC80 to U+DCFF (see <see cref="Values.GoText"/>).
/// </summary>
internal static class GoQuoting
{
    /// <summary>In double quotes; with <paramref name="asciiOnly"/> everything outside ASCII is escaped.</summary>
    public static string Quote(string text, bool asciiOnly = false) => Quote(text, '"', asciiOnly);

    /// <summary>A character in single quotes.</summary>
    public static string QuoteCharacter(int rune, bool asciiOnly = false) =>
        Quote(Rune.IsValid(rune) ? new Rune(rune).ToString() : "\uFFFD", '\'', asciiOnly);

    /// <summary><c>U+002D</c>, or <c>U+002D '-'</c> where <paramref name="withCharacter"/> and the character is printable.</summary>
    public static string UnicodePoint(long rune, bool withCharacter, int digits = 4)
    {
        var point = "U+" + rune.ToString("X", CultureInfo.InvariantCulture).PadLeft(digits, '0');
        return withCharacter && rune <= 0x10FFFF && Rune.IsValid((int)rune) && IsPrintable(new Rune((int)rune))
            ? $"{point} '{new Rune((int)rune)}'"
            : point;
    }

    /// <summary>Letters, marks, numbers, punctuation, symbols and the ASCII space.</summary>
    public static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    /// <summary>The string or character constant that a literal stands for.</summary>
    /// <exception cref="FormatException">It is no literal: <c>invalid syntax</c>.</exception>
    public static string Unquote(ReadOnlySpan<char> literal)
    {
        if (literal[0] == '`')
        {
            return literal[1..^1].ToString().Replace("\r", "", StringComparison.Ordinal);
        }

        if (!literal.Contains('\\'))
        {
            return literal[1..^1].ToString();
        }

        var text = new StringBuilder(literal.Length);
        for (var i = 1; i < literal.Length - 1;)
        {
            i += AppendCharacter(text, literal[i..^1], literal[0]);
        }

        return Values.GoText.Normalize(text.ToString());
    }

    /// <summary>Appends the character that stands first, escaped or not, and says how long it was.</summary>
    /// <exception cref="FormatException">The escape is none of Go's.</exception>
    public static int AppendCharacter(StringBuilder text, ReadOnlySpan<char> literal, char quote)
    {
        if (literal[0] != '\\')
        {
            text.Append(literal[0]);
            return 1;
        }

        if (literal.Length < 2)
        {
            throw new FormatException("invalid syntax");
        }

        switch (literal[1])
        {
            case 'x':
                text.Append(Values.GoText.Byte((byte)Digits(literal, 2, 2, 16)));
                return 4;
            case >= '0' and <= '7':
                var octal = Digits(literal, 1, 3, 8);
                text.Append(octal <= 255 ? Values.GoText.Byte((byte)octal) : throw new FormatException("invalid syntax"));
                return 4;
            case 'u':
                text.Append(Point(Digits(literal, 2, 4, 16)));
                return 6;
            case 'U':
                text.Append(Point(Digits(literal, 2, 8, 16)));
                return 10;
            default:
                text.Append(literal[1] switch
                {
                    'a' => '\a',
                    'b' => '\b',
                    'f' => '\f',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'v' => '\v',
                    '\\' => '\\',
                    '\'' or '"' when literal[1] == quote => quote,
                    _ => throw new FormatException("invalid syntax"),
                });
                return 2;
        }
    }

    private static uint Digits(ReadOnlySpan<char> literal, int start, int count, uint radix)
    {
        if (literal.Length < start + count)
        {
            throw new FormatException("invalid syntax");
        }

        var value = 0u;
        foreach (var c in literal.Slice(start, count))
        {
            var digit = char.IsAsciiHexDigit(c) ? (uint)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10) : radix;
            value = digit < radix ? value * radix + digit : throw new FormatException("invalid syntax");
        }

        return value;
    }

    private static string Point(uint value) =>
        Rune.IsValid(value) ? new Rune(value).ToString() : throw new FormatException("invalid syntax");

    private static string Quote(string text, char quote, bool asciiOnly)
    {
        var quoted = new StringBuilder(text.Length + 2).Append(quote);
        for (var i = 0; i < text.Length;)
        {
            if (Values.GoText.IsByte(text[i]))
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\x{text[i] - Values.GoText.ByteBase:x2}");
                i++;
                continue;
            }

            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            AppendQuoted(quoted, rune, quote, asciiOnly);
            i += length;
        }

        return quoted.Append(quote).ToString();
    }

    private static void AppendQuoted(StringBuilder quoted, Rune rune, char quote, bool asciiOnly)
    {
        if (rune.Value == quote || rune.Value == '\\')
        {
            quoted.Append('\\').Append((char)rune.Value);
            return;
        }

        if (asciiOnly ? rune.IsAscii && IsPrintable(rune) : IsPrintable(rune))
        {
            quoted.Append(rune);
            return;
        }

        _ = rune.Value switch
        {
            '\a' => quoted.Append("\\a"),
            '\b' => quoted.Append("\\b"),
            '\f' => quoted.Append("\\f"),
            '\n' => quoted.Append("\\n"),
            '\r' => quoted.Append("\\r"),
            '\t' => quoted.Append("\\t"),
            '\v' => quoted.Append("\\v"),
            < ' ' or 0x7F => quoted.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
            <= char.MaxValue => quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
            _ => quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
        };
    }
}
