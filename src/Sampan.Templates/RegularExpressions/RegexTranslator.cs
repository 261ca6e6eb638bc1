using System.Globalization;
using System.Text;

namespace Sampan.Templates.RegularExpressions;

/// <summary>
/// Checks a pattern of RE2's syntax and writes it in .NET's: classes of letters and digits are ASCII, <c>$</c> without
/// the flag <c>m</c> is the end of the text, a dot or class takes a whole character outside the basic plane.
/// </summary>
internal sealed class RegexTranslator(string pattern)
{
    private const int MaximumRepetition = 1000;
    private const int MaximumDepth = 250;
    private readonly StringBuilder _output = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _position;
    private RegexFlags _flags;

    /// <exception cref="GoRegexException">The pattern is not of RE2's syntax.</exception>
    public string Translate()
    {
        Alternatives(0);
        return _position == pattern.Length ? _output.ToString() : throw new GoRegexException("unexpected )", pattern);
    }

    private void Alternatives(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new GoRegexException("expression nests too deeply", pattern);
        }

        while (_position < pattern.Length && pattern[_position] != ')')
        {
            if (pattern[_position] == '|')
            {
                _output.Append('|');
                _position++;
                continue;
            }

            if (pattern[_position] is '*' or '+' or '?')
            {
                throw new GoRegexException("missing argument to repetition operator", OperatorText());
            }

            if (pattern[_position] == '{' && TryBounds(out _, out _, out var length))
            {
                throw new GoRegexException("missing argument to repetition operator", pattern.Substring(_position, length));
            }

            Atom(depth);
        }
    }

    private void Atom(int depth)
    {
        var start = _output.Length;
        switch (pattern[_position])
        {
            case '(':
                if (Group(depth))
                {
                    return;
                }

                break;
            case '[':
                _output.Append(new RegexClassTranslator(pattern, _position, _flags).Translate(out _position));
                break;
            case '.':
                _position++;
                _output.Append(_flags.HasFlag(RegexFlags.DotAll) ? RegexClassTranslator.AnyCharacter : RegexClassTranslator.AnyButNewline);
                break;
            case '^':
                _position++;
                _output.Append(_flags.HasFlag(RegexFlags.MultiLine) ? "(?m:^)" : @"\A");
                break;
            case '$':
                _position++;
                _output.Append(_flags.HasFlag(RegexFlags.MultiLine) ? "(?m:$)" : @"\z");
                break;
            case '\\':
                Escape();
                break;
            default:
                Literal();
                break;
        }

        Repetition(start);
    }

    /// <summary>A group; true where it only sets flags.</summary>
    private bool Group(int depth)
    {
        var start = _position++;
        var outer = _flags;
        if (At("?P<") || At("?<"))
        {
            _output.Append("(?<").Append(Name(start)).Append('>');
        }
        else if (At("?"))
        {
            _position++;
            if (!Flags(start))
            {
                return true;
            }

            _output.Append("(?:");
        }
        else
        {
            _output.Append('(');
        }

        Alternatives(depth + 1);
        if (_position == pattern.Length)
        {
            throw new GoRegexException("missing closing )", pattern);
        }

        _position++;
        _output.Append(')');
        _flags = outer;
        return false;
    }

    private string Name(int start)
    {
        var open = pattern.IndexOf('<', start);
        var close = pattern.IndexOf('>', start);
        var name = close < 0 ? "" : pattern[(open + 1)..close];
        if (close < 0)
        {
            throw new GoRegexException("invalid named capture", pattern[start..]);
        }

        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            throw new GoRegexException("invalid named capture", pattern[start..(close + 1)]);
        }

        _position = close + 1;
        return _names.Add(name) ? name : throw new GoRegexException("duplicate capture group name", name);
    }

    /// <summary>Flags after <c>(?</c>; true where a group follows, false where they are for the rest of the group around.</summary>
    private bool Flags(int start)
    {
        var flags = _flags;
        var (negative, seen) = (false, false);
        while (_position < pattern.Length)
        {
            var c = pattern[_position++];
            var flag = c switch
            {
                'i' => RegexFlags.IgnoreCase,
                'm' => RegexFlags.MultiLine,
                's' => RegexFlags.DotAll,
                'U' => RegexFlags.Ungreedy,
                _ => RegexFlags.None,
            };
            if (flag != RegexFlags.None)
            {
                flags = negative ? flags & ~flag : flags | flag;
                seen = true;
            }
            else if (c == '-' && !negative)
            {
                (negative, seen) = (true, false);
            }
            else if (c is ':' or ')' && !(negative && !seen))
            {
                _flags = flags;
                return c == ':';
            }
            else
            {
                break;
            }
        }

        throw new GoRegexException(
            _position == pattern.Length && pattern[^1] is not ')' ? "missing argument to repetition operator" : "invalid or unsupported Perl syntax", pattern[start.._position]);
    }

    private void Escape()
    {
        var start = _position;
        if (start + 1 == pattern.Length)
        {
            throw new GoRegexException("trailing backslash at end of expression", "");
        }

        switch (pattern[start + 1])
        {
            case 'A':
                _output.Append(@"\A");
                break;
            case 'z':
                _output.Append(@"\z");
                break;
            case 'b':
                _output.Append(@"\b");
                break;
            case 'B':
                _output.Append(@"\B");
                break;
            case 'C':
                throw new GoRegexException("invalid escape sequence", @"\C");
            case 'Q':
                var end = pattern.IndexOf(@"\E", start + 2, StringComparison.Ordinal);
                var literal = pattern[(start + 2)..(end < 0 ? pattern.Length : end)];
                _position = end < 0 ? pattern.Length : end + 2;
                _output.Append(RegexClassTranslator.Group(string.Concat(literal.Select(c => RegexClassTranslator.EscapeLiteral(c.ToString()))), _flags));
                return;
            case 'd' or 'D' or 's' or 'S' or 'w' or 'W' or 'p' or 'P':
                _output.Append(new RegexClassTranslator(pattern, start, _flags).TranslateEscape(out _position));
                return;
            default:
                var rune = RegexClassTranslator.EscapedCharacter(pattern, start, out _position);
                _output.Append(RegexClassTranslator.Character(rune, _flags));
                return;
        }

        _position += 2;
    }

    private void Literal()
    {
        Rune.DecodeFromUtf16(pattern.AsSpan(_position), out var rune, out var length);
        var isByte = rune == Rune.ReplacementChar && pattern[_position] != '\uFFFD';
        _output.Append(isByte
            ? RegexClassTranslator.EscapeLiteral(pattern.Substring(_position, 1))
            : RegexClassTranslator.Character(rune.Value, _flags));
        _position += length;
    }

    private void Repetition(int start)
    {
        var from = _position;
        if (_position == pattern.Length)
        {
            return;
        }

        string? repetition = null;
        if (pattern[_position] is '*' or '+' or '?')
        {
            repetition = pattern[_position++].ToString();
        }
        else if (pattern[_position] == '{' && TryBounds(out var least, out var most, out var length))
        {
            if (least > MaximumRepetition || most > MaximumRepetition || (most >= 0 && least > most))
            {
                throw new GoRegexException("invalid repeat count", pattern.Substring(_position, length));
            }

            repetition = string.Create(CultureInfo.InvariantCulture, $"{{{least}{(most == least ? "" : ",")}{(most < 0 || most == least ? "" : most)}}}");
            _position += length;
        }

        if (repetition is null)
        {
            return;
        }

        var lazy = _position < pattern.Length && pattern[_position] == '?';
        _position += lazy ? 1 : 0;
        lazy ^= _flags.HasFlag(RegexFlags.Ungreedy);
        var atom = _output.ToString(start, _output.Length - start);
        _output.Length = start;
        _output.Append("(?:").Append(atom).Append(')').Append(repetition).Append(lazy ? "?" : "");
        if (_position < pattern.Length && (pattern[_position] is '*' or '+' or '?' || (pattern[_position] == '{' && TryBounds(out _, out _, out _))))
        {
            throw new GoRegexException("invalid nested repetition operator", pattern[from.._position] + OperatorText());
        }
    }

    private string OperatorText()
    {
        if (pattern[_position] == '{' && TryBounds(out _, out _, out var length))
        {
            return pattern.Substring(_position, length);
        }

        return _position + 1 < pattern.Length && pattern[_position + 1] == '?' ? pattern.Substring(_position, 2) : pattern[_position].ToString();
    }

    /// <summary>A repetition in braces; anything else in braces is literal.</summary>
    private bool TryBounds(out int least, out int most, out int length)
    {
        (least, most, length) = (0, 0, 0);
        var close = pattern.IndexOf('}', _position);
        if (close < 0)
        {
            return false;
        }

        length = close - _position + 1;
        var bounds = pattern[(_position + 1)..close].Split(',');
        if (bounds.Length > 2 || !IsNumber(bounds[0]) || (bounds.Length == 2 && bounds[1].Length > 0 && !IsNumber(bounds[1])))
        {
            return false;
        }

        least = Number(bounds[0]);
        most = bounds.Length == 1 ? least : bounds[1].Length == 0 ? -1 : Number(bounds[1]);
        return true;
    }

    private static bool IsNumber(string text) =>
        text.Length > 0 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0');

    private static int Number(string text) => text.Length > 6 ? int.MaxValue : int.Parse(text, CultureInfo.InvariantCulture);

    private bool At(string expected) => pattern.AsSpan(_position).StartsWith(expected, StringComparison.Ordinal);
}
