using System.Globalization;
using System.Text;

namespace Sampan.Kubernetes.RegularExpressions;

/// <summary>
/// Checks a pattern of RE2's syntax and writes it in .NET's: classes of letters and digits are ASCII, <c>$</c> without
/// the flag <c>m</c> is the end of the text, a dot or class takes a whole character outside the basic plane.
/// </summary>
internal sealed class RegexTranslator(string pattern, bool asciiWordBounds = false)
{
    private const string AsciiBound = "(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))";
    private const string AsciiNoBound = "(?:(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<![0-9A-Za-z_])(?![0-9A-Za-z_]))";
    private const int MaximumRepetition = 1000;
    private const int MaximumDepth = 250;
    private readonly StringBuilder _output = new();
    private readonly List<string> _groups = [];
    private int _position;
    private RegexFlags _flags;

    /// <summary>The names of the groups, in order; empty for those without one. .NET's groups have their numbers for names.</summary>
    public IReadOnlyList<string> Groups => _groups;

    /// <summary>Whether the pattern asks for the bounds of words, which are ASCII in RE2 and Unicode in .NET's engine without backtracking.</summary>
    public bool HasWordBounds { get; private set; }

    /// <exception cref="GoRegexException">The pattern is not of RE2's syntax.</exception>
    public string Translate()
    {
        Alternatives(0);
        return _position == pattern.Length ? _output.ToString() : throw new GoRegexException("unexpected )", pattern);
    }

    /// <summary>Alternatives up to a closing parenthesis or the end; the product of the repetitions nested in them.</summary>
    private int Alternatives(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new GoRegexException("expression nests too deeply", pattern);
        }

        var (atom, lastRepetition, weight, heaviest) = (-1, -1, 1, 1);
        while (_position < pattern.Length && pattern[_position] != ')')
        {
            var from = _position;
            if (pattern[_position] == '|')
            {
                _output.Append('|');
                _position++;
                (atom, lastRepetition) = (-1, -1);
            }
            else if (Repetition() is var (repetition, count))
            {
                var isLazy = At("?");
                _position += isLazy ? 1 : 0;
                if (lastRepetition >= 0)
                {
                    throw new GoRegexException("invalid nested repetition operator", pattern[lastRepetition.._position]);
                }

                if (atom < 0)
                {
                    throw new GoRegexException("missing argument to repetition operator", pattern[from.._position]);
                }

                if (count > 1 && (weight *= count) > MaximumRepetition)
                {
                    throw new GoRegexException("invalid repeat count", pattern[from.._position]);
                }

                _output.Insert(atom, "(?:").Append(')').Append(repetition).Append(isLazy ^ _flags.HasFlag(RegexFlags.Ungreedy) ? "?" : "");
                (lastRepetition, heaviest) = (from, Math.Max(heaviest, weight));
            }
            else
            {
                var start = _output.Length;
                lastRepetition = -1;
                if (Atom(depth) is { } inside)
                {
                    (atom, weight, heaviest) = (start, inside, Math.Max(heaviest, inside));
                }
            }
        }

        return heaviest;
    }

    /// <summary>What can be repeated; null where it only sets flags, which leaves what is before it to a repetition.</summary>
    private int? Atom(int depth)
    {
        switch (pattern[_position])
        {
            case '(':
                return Group(depth);
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

        return 1;
    }

    private int? Group(int depth)
    {
        var start = _position++;
        var outer = _flags;
        if (At("?P<") || At("?<"))
        {
            OpenGroup(Name(start));
        }
        else if (At("?"))
        {
            _position++;
            if (!Flags(start))
            {
                return null;
            }

            _output.Append("(?:");
        }
        else
        {
            OpenGroup("");
        }

        var weight = Alternatives(depth + 1);
        if (_position == pattern.Length)
        {
            throw new GoRegexException("missing closing )", pattern);
        }

        _position++;
        _output.Append(')');
        _flags = outer;
        return weight;
    }

    private void OpenGroup(string name)
    {
        _groups.Add(name);
        _output.Append(CultureInfo.InvariantCulture, $"(?<{_groups.Count}>");
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
        return name;
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

        throw new GoRegexException("invalid or unsupported Perl syntax", pattern[start.._position]);
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
            case 'b' or 'B':
                HasWordBounds = true;
                _output.Append(asciiWordBounds ? pattern[start + 1] == 'b' ? AsciiBound : AsciiNoBound : pattern.Substring(start, 2));
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

    /// <summary>A repetition and how often at least or at most; null where there is none.</summary>
    private (string Text, int Count)? Repetition()
    {
        if (pattern[_position] is '*' or '+' or '?')
        {
            return (pattern[_position++].ToString(), 0);
        }

        if (pattern[_position] != '{' || !TryBounds(out var least, out var most, out var length))
        {
            return null;
        }

        if (least > MaximumRepetition || most > MaximumRepetition || (most >= 0 && least > most))
        {
            throw new GoRegexException("invalid repeat count", pattern.Substring(_position, length));
        }

        _position += length;
        return (string.Create(CultureInfo.InvariantCulture, $"{{{least}{(most == least ? "" : ",")}{(most < 0 || most == least ? "" : most)}}}"), most < 0 ? least : most);
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
