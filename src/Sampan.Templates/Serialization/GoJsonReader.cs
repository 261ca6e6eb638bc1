using System.Globalization;
using System.Text;
using Sampan.Templates.Formatting;
using Sampan.Templates.Values;

namespace Sampan.Templates.Serialization;

/// <summary>Reads JSON into template values, numbers as <c>float64</c>, with the errors of Go's encoding/json.</summary>
internal sealed class GoJsonReader(string text)
{
    private const int MaximumDepth = 1000;
    private int _position;
    private string? _failure;

    /// <summary>The value, and the error of a number that no float can be, which is null in it; no error otherwise.</summary>
    /// <exception cref="FormatException">The text is no JSON; the message is Go's.</exception>
    public static (object? Value, string? Error) Parse(string text)
    {
        var reader = new GoJsonReader(text);
        var value = reader.Value(0);
        reader.SkipSpace();
        return reader._position == text.Length ? (value, reader._failure) : throw reader.Invalid("after top-level value");
    }

    private object? Value(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new FormatException("exceeded max depth");
        }

        SkipSpace();
        switch (Current)
        {
            case '{':
                return Map(depth);
            case '[':
                return List(depth);
            case '"':
                return String();
            case 't':
                Word("true");
                return Boxes.True;
            case 'f':
                Word("false");
                return Boxes.False;
            case 'n':
                Word("null");
                return null;
            case '-' or (>= '0' and <= '9'):
                return Number();
            default:
                throw Invalid("looking for beginning of value");
        }
    }

    private Dictionary<string, object?> Map(int depth)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        _position++;
        SkipSpace();
        if (Current == '}')
        {
            _position++;
            return map;
        }

        while (true)
        {
            SkipSpace();
            if (Current != '"')
            {
                throw Invalid("looking for beginning of object key string");
            }

            var key = String();
            SkipSpace();
            if (Current != ':')
            {
                throw Invalid("after object key");
            }

            _position++;
            map[key] = Value(depth + 1);
            SkipSpace();
            switch (Current)
            {
                case ',':
                    _position++;
                    break;
                case '}':
                    _position++;
                    return map;
                default:
                    throw Invalid("after object key:value pair");
            }
        }
    }

    private List<object?> List(int depth)
    {
        var list = new List<object?>();
        _position++;
        SkipSpace();
        if (Current == ']')
        {
            _position++;
            return list;
        }

        while (true)
        {
            list.Add(Value(depth + 1));
            SkipSpace();
            switch (Current)
            {
                case ',':
                    _position++;
                    break;
                case ']':
                    _position++;
                    return list;
                default:
                    throw Invalid("after array element");
            }
        }
    }

    private string String()
    {
        _position++;
        var start = _position;
        while (Current is not ('"' or '\\' or < ' '))
        {
            _position++;
        }

        var value = new StringBuilder().Append(text, start, _position - start);
        while (Current != '"')
        {
            if (Current < ' ')
            {
                throw Invalid("in string literal");
            }

            if (Current == '\\')
            {
                _position++;
                Escape(value);
            }
            else
            {
                value.Append(text[_position++]);
            }
        }

        _position++;
        return Repair(value.ToString());
    }

    private void Escape(StringBuilder value)
    {
        switch (Current)
        {
            case '"' or '\\' or '/':
                value.Append(Current);
                break;
            case 'b':
                value.Append('\b');
                break;
            case 'f':
                value.Append('\f');
                break;
            case 'n':
                value.Append('\n');
                break;
            case 'r':
                value.Append('\r');
                break;
            case 't':
                value.Append('\t');
                break;
            case 'u':
                var code = 0;
                for (var i = 0; i < 4; i++)
                {
                    _position++;
                    code = char.IsAsciiHexDigit(Current)
                        ? code * 16 + int.Parse(text.AsSpan(_position, 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                        : throw Invalid("in \\u hexadecimal character escape");
                }

                value.Append((char)code);
                break;
            default:
                throw Invalid("in string escape code");
        }

        _position++;
    }

    /// <summary>Surrogates without their other half become replacement characters.</summary>
    private static string Repair(string value) => value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
        ? string.Concat(value.EnumerateRunes().Select(rune => rune.ToString()))
        : value;

    private double? Number()
    {
        var start = _position;
        if (Current == '-')
        {
            _position++;
        }

        if (Current == '0')
        {
            _position++;
        }
        else
        {
            Digits("in numeric literal");
        }

        if (Current == '.')
        {
            _position++;
            Digits("after decimal point in numeric literal");
        }

        if (Current is 'e' or 'E')
        {
            _position++;
            if (Current is '+' or '-')
            {
                _position++;
            }

            Digits("in exponent of numeric literal");
        }

        var literal = text[start.._position];
        if (GoNumber.TryParseFloat(literal, out var number))
        {
            return number;
        }

        _failure ??= $"json: cannot unmarshal number {literal} into Go value of type float64";
        return null;
    }

    private void Digits(string place)
    {
        if (!char.IsAsciiDigit(Current))
        {
            throw Invalid(place, isToken: true);
        }

        while (char.IsAsciiDigit(Current))
        {
            _position++;
        }
    }

    private void Word(string word)
    {
        for (var i = 0; i < word.Length; i++, _position++)
        {
            if (Current != word[i])
            {
                throw Invalid($"in literal {word} (expecting '{word[i]}')", isToken: true);
            }
        }
    }

    private void SkipSpace()
    {
        while (Current is ' ' or '\t' or '\r' or '\n' && _position < text.Length)
        {
            _position++;
        }
    }

    private char Current => _position < text.Length ? text[_position] : '\0';

    /// <param name="place">Where the character is, as Go says it.</param>
    /// <param name="isToken">Whether a number or word is cut off: Go's scanner sees a space behind the end.</param>
    private FormatException Invalid(string place, bool isToken = false)
    {
        if (_position >= text.Length)
        {
            return new FormatException(isToken ? $"invalid character ' ' {place}" : "unexpected end of JSON input");
        }

        // Go's scanner sees bytes: of a character outside ASCII, the first.
        var first = Encoding.UTF8.GetBytes(text.Substring(_position, char.IsHighSurrogate(text[_position]) ? 2 : 1))[0];
        var quoted = first switch
        {
            (byte)'\'' => "'\\''",
            (byte)'"' => "'\"'",
            _ => $"'{GoQuoting.Quote(((char)first).ToString())[1..^1]}'",
        };
        return new FormatException($"invalid character {quoted} {place}");
    }
}
