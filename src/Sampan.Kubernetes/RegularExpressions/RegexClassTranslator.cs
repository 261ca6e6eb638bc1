using System.Globalization;
using System.Text;

namespace Sampan.Kubernetes.RegularExpressions;

/// <summary>Translates classes of characters and single characters of RE2's syntax.</summary>
internal sealed class RegexClassTranslator(string pattern, int position, RegexFlags flags)
{
    /// <summary>Any character, those of two UTF-16 units whole.</summary>
    public const string AnyCharacter = @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S])";

    /// <summary>Any character but a line feed.</summary>
    public const string AnyButNewline = @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\n])";

    private static readonly Dictionary<string, string> PosixClasses = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z",
        ["alpha"] = "A-Za-z",
        ["ascii"] = @"\x00-\x7F",
        ["blank"] = @"\t ",
        ["cntrl"] = @"\x00-\x1F\x7F",
        ["digit"] = "0-9",
        ["graph"] = "!-~",
        ["lower"] = "a-z",
        ["print"] = " -~",
        ["punct"] = @"!-/:-@\[-`{-~",
        ["space"] = @"\t\n\v\f\r ",
        ["upper"] = "A-Z",
        ["word"] = "0-9A-Za-z_",
        ["xdigit"] = "0-9A-Fa-f",
    };

    private int _position = position;

    /// <summary>A character as a pattern.</summary>
    public static string Character(int rune, RegexFlags flags) => Group(EscapeLiteral(new Rune(rune).ToString()), flags);

    /// <summary>A pattern of literal characters, whatever their case if the flags say so.</summary>
    public static string Group(string literal, RegexFlags flags) =>
        flags.HasFlag(RegexFlags.IgnoreCase) ? $"(?i:{literal})" : literal.Length > 1 ? $"(?:{literal})" : literal;

    public static string EscapeLiteral(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = char.IsAsciiLetterOrDigit(c) || c is ' ' or '_'
                ? escaped.Append(c)
                : escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
        }

        return escaped.ToString();
    }

    /// <summary>A class in brackets.</summary>
    public string Translate(out int end)
    {
        var start = _position++;
        var negative = _position < pattern.Length && pattern[_position] == '^';
        _position += negative ? 1 : 0;
        var content = new StringBuilder();
        var first = true;
        while (first || _position == pattern.Length || pattern[_position] != ']')
        {
            if (_position == pattern.Length)
            {
                throw new GoRegexException("missing closing ]", pattern[start..]);
            }

            Item(content, start);
            first = false;
        }

        end = ++_position;
        return Bracketed(content.ToString(), negative);
    }

    /// <summary>A class by an escape, such as <c>\d</c> or <c>\p{L}</c>, outside of brackets.</summary>
    public string TranslateEscape(out int end)
    {
        var (content, negative) = EscapedClass();
        end = _position;
        return Bracketed(content, negative);
    }

    /// <summary>The character that an escape stands for.</summary>
    public static int EscapedCharacter(string pattern, int start, out int end)
    {
        if (start + 1 >= pattern.Length)
        {
            throw new GoRegexException("trailing backslash at end of expression", "");
        }

        var c = pattern[start + 1];
        end = start + 2;
        switch (c)
        {
            case 'a':
                return '\a';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
            case 'x':
                return Hexadecimal(pattern, start, out end);
            case >= '1' and <= '7' when end < pattern.Length && pattern[end] is >= '0' and <= '7':
            case '0':
                var value = c - '0';
                for (var i = 1; i < 3 && end < pattern.Length && pattern[end] is >= '0' and <= '7'; i++)
                {
                    value = value * 8 + pattern[end++] - '0';
                }

                return value;
            case < (char)0x80 when !char.IsAsciiLetterOrDigit(c):
                return c;
            default:
                throw new GoRegexException("invalid escape sequence", pattern[start..end]);
        }
    }

    private static int Hexadecimal(string pattern, int start, out int end)
    {
        end = start + 2;
        var braced = end < pattern.Length && pattern[end] == '{';
        var (value, digits) = (0, 0);
        for (end += braced ? 1 : 0; end < pattern.Length; end++)
        {
            if (braced && digits > 0 && pattern[end] == '}')
            {
                end++;
                return Rune.IsValid(value) ? value : throw Invalid(end);
            }

            if (!char.IsAsciiHexDigit(pattern[end]))
            {
                // The second of two digits is read before the first is judged.
                throw Invalid(end + (braced || digits > 0 ? 1 : 2));
            }

            value = value * 16 + Convert.ToInt32(pattern[end].ToString(), 16);
            digits++;
            if (!braced && digits == 2)
            {
                end++;
                return value;
            }

            if (value > 0x10FFFF)
            {
                throw Invalid(end + 1);
            }
        }

        throw Invalid(end);

        GoRegexException Invalid(int to) => new("invalid escape sequence", pattern[start..Math.Min(to, pattern.Length)]);
    }

    private void Item(StringBuilder content, int start)
    {
        if (pattern.AsSpan(_position).StartsWith("[:") && pattern.IndexOf(":]", _position + 2, StringComparison.Ordinal) is >= 0 and var close)
        {
            var name = pattern[(_position + 2)..close];
            var negative = name.StartsWith('^');
            if (!PosixClasses.TryGetValue(negative ? name[1..] : name, out var posix))
            {
                throw new GoRegexException("invalid character class range", pattern[_position..(close + 2)]);
            }

            content.Append(negative ? Complement(posix) : posix);
            _position = close + 2;
            return;
        }

        if (pattern[_position] == '\\' && _position + 1 < pattern.Length && pattern[_position + 1] is 'd' or 'D' or 's' or 'S' or 'w' or 'W' or 'p' or 'P')
        {
            var (escaped, negative) = EscapedClass();
            content.Append(negative ? Complement(escaped) : escaped);
            return;
        }

        var from = _position;
        var low = Single(start);
        var high = low;
        if (_position + 1 < pattern.Length && pattern[_position] == '-' && pattern[_position + 1] != ']')
        {
            _position++;
            high = Single(start);
            if (high < low)
            {
                throw new GoRegexException("invalid character class range", pattern[from.._position]);
            }
        }

        content.Append(EscapeLiteral(Unit(low))).Append(high > low ? "-" + EscapeLiteral(Unit(high)) : "");
    }

    private int Single(int start)
    {
        if (_position == pattern.Length)
        {
            throw new GoRegexException("missing closing ]", pattern[start..]);
        }

        if (pattern[_position] == '\\')
        {
            return EscapedCharacter(pattern, _position, out _position);
        }

        Rune.DecodeFromUtf16(pattern.AsSpan(_position), out var rune, out var length);
        _position += length;
        return rune.Value;
    }

    /// <summary>Classes of .NET are of UTF-16 units: what lies above the basic plane ends with it.</summary>
    private static string Unit(int rune) => ((char)Math.Min(rune, char.MaxValue)).ToString();

    private (string Content, bool Negative) EscapedClass()
    {
        var start = _position;
        var letter = pattern[_position + 1];
        _position += 2;
        if (letter is not ('p' or 'P'))
        {
            return (char.ToLowerInvariant(letter) switch { 'd' => "0-9", 's' => @"\t\n\f\r ", _ => "0-9A-Za-z_" }, char.IsAsciiLetterUpper(letter));
        }

        var braced = _position < pattern.Length && pattern[_position] == '{';
        var close = braced ? pattern.IndexOf('}', _position) : _position;
        if (close < 0 || close >= pattern.Length)
        {
            throw new GoRegexException("invalid character class range", pattern[start..]);
        }

        var name = braced ? pattern[(_position + 1)..close] : pattern[_position].ToString();
        _position = close + 1;
        var negative = letter == 'P' ^ name.StartsWith('^');
        return UnicodeClasses.TryGet(name.StartsWith('^') ? name[1..] : name, out var content)
            ? (content, negative)
            : throw new GoRegexException("invalid character class range", pattern[start.._position]);
    }

    /// <summary>The ranges of the basic plane that a class leaves out.</summary>
    private static string Complement(string content)
    {
        var inside = new System.Text.RegularExpressions.Regex($"[{content}]", System.Text.RegularExpressions.RegexOptions.CultureInvariant);
        var ranges = new StringBuilder();
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var start = code;
            while (code <= char.MaxValue && !inside.IsMatch(((char)code).ToString()))
            {
                code++;
            }

            if (code > start)
            {
                ranges.Append(CultureInfo.InvariantCulture, $"\\u{start:X4}-\\u{code - 1:X4}");
            }
        }

        return ranges.ToString();
    }

    private string Bracketed(string content, bool negative)
    {
        var translated = negative ? $@"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^{content}])" : $"[{content}]";
        return flags.HasFlag(RegexFlags.IgnoreCase) ? $"(?i:{translated})" : translated;
    }
}
