using System.Numerics;
using System.Text;
using Sampan.Templates.Formatting;

namespace Sampan.Templates.Language;

/// <summary>A number or character constant: it may be of several types at once, as Go's untyped constants are.</summary>
internal sealed class NumberLiteral
{
    private NumberLiteral(string text) => Text = text;

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>The value as a signed whole number, if it is one.</summary>
    public long? Integer { get; private set; }

    /// <summary>The value as an unsigned whole number, if it is one.</summary>
    public ulong? Unsigned { get; private set; }

    /// <summary>The value as a real number, if it is one.</summary>
    public double? Float { get; private set; }

    /// <summary>The value as a complex number, if it was written as one.</summary>
    public Complex? Complex { get; private set; }

    /// <exception cref="FormatException">The text is no constant; the message is Go's.</exception>
    public static NumberLiteral Parse(string text, TokenKind kind)
    {
        var number = new NumberLiteral(text);
        switch (kind)
        {
            case TokenKind.CharacterConstant:
                number.SetCharacter();
                break;
            case TokenKind.Complex:
                number.SetComplex();
                break;
            default:
                number.SetNumber();
                break;
        }

        return number;
    }

    private void SetCharacter()
    {
        var inner = Text.AsSpan(1, Text.Length - 2);
        if (inner.IsEmpty)
        {
            throw new FormatException("invalid syntax");
        }

        var character = new StringBuilder();
        int used;
        if (inner[0] == '\\')
        {
            used = GoQuoting.AppendCharacter(character, inner, '\'');
        }
        else
        {
            Rune.DecodeFromUtf16(inner, out var plain, out used);
            character.Append(plain);
        }

        if (used != inner.Length)
        {
            throw new FormatException($"malformed character constant: {Text}");
        }

        var text = character.ToString();
        SetInteger(Values.GoText.IsByte(text[0]) ? text[0] - Values.GoText.ByteBase : Rune.GetRuneAt(text, 0).Value);
        Unsigned = (ulong)Integer!.Value;
    }

    private void SetComplex()
    {
        var split = Text.LastIndexOfAny(['+', '-']);
        if (split > 0 && Text[split - 1] is 'e' or 'E')
        {
            split = Text.LastIndexOfAny(['+', '-'], split - 1);
        }

        if (GoNumber.TryParseFloat(Text[..split], out var real) && GoNumber.TryParseFloat(Text[split..^1], out var imaginary))
        {
            SetComplex(new Complex(real, imaginary));
            return;
        }

        throw new FormatException("syntax error scanning complex number");
    }

    private void SetComplex(Complex value)
    {
        Complex = value;
        if (value.Imaginary == 0)
        {
            Float = value.Real;
            Integer = (long)value.Real == value.Real ? (long)value.Real : null;
            Unsigned = Integer >= 0 ? (ulong)Integer : null;
        }
    }

    private void SetNumber()
    {
        if (Text.EndsWith('i') && GoNumber.TryParseFloat(Text[..^1], out var imaginary))
        {
            SetComplex(new Complex(0, imaginary));
            return;
        }

        Unsigned = GoNumber.TryParseUnsigned(Text, 0, out var unsigned) ? unsigned : null;
        if (GoNumber.TryParseInteger(Text, 0, out var integer))
        {
            SetInteger(integer);
            Unsigned = integer == 0 ? 0UL : Unsigned;
        }
        else if (Unsigned is { } large)
        {
            Float = large;
        }
        else if (GoNumber.TryParseFloat(Text, out var real))
        {
            SetFloat(real);
        }
        else
        {
            throw new FormatException($"illegal number syntax: {GoQuoting.Quote(Text)}");
        }
    }

    private void SetInteger(long value)
    {
        Integer = value;
        Float = value;
    }

    private void SetFloat(double value)
    {
        if (Text.AsSpan().IndexOfAny(".eEpP") < 0)
        {
            throw new FormatException($"integer overflow: {GoQuoting.Quote(Text)}");
        }

        Float = value;
        Integer = Math.Abs(value) < 9.2e18 && (long)value == value ? (long)value : null;
        Unsigned = value is >= 0 and < 1.8e19 && (ulong)value == value ? (ulong)value : null;
    }
}
