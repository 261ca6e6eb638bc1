using System.Globalization;
using System.Text;
using Sampan.Server.Cel.Evaluation;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Libraries;

/// <summary><c>'%s is %d'.format([…])</c> (cel-go ext/formatting.go).</summary>
internal static class TextFormat
{
    private const int FloatPrecision = 6;

    public static CelValue Format(string format, ListValue arguments)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                text.Append(format[i]);
                continue;
            }

            i++;
            if (i < format.Length && format[i] == '%')
            {
                text.Append('%');
                continue;
            }

            int? precision = null;
            if (i < format.Length && format[i] == '.')
            {
                var digits = i + 1;
                while (digits < format.Length && char.IsAsciiDigit(format[digits]))
                {
                    digits++;
                }

                if (!int.TryParse(format.AsSpan(i + 1, digits - i - 1), CultureInfo.InvariantCulture, out var given) || given > 1000)
                {
                    return new ErrorValue("error while parsing precision");
                }

                precision = given;
                i = digits;
            }

            if (i >= format.Length)
            {
                return new ErrorValue("unexpected end of string");
            }

            if (next >= arguments.Count)
            {
                return new ErrorValue($"index {next} out of range");
            }

            if (Clause(format[i], precision, arguments[next++]) is not { } shown)
            {
                return new ErrorValue($"could not parse formatting clause: unrecognized formatting clause \"{format[i]}\"");
            }

            if (shown.Error is not null)
            {
                return new ErrorValue($"error during formatting: {shown.Error}");
            }

            text.Append(shown.Text);
        }

        return new StringValue(text.ToString());
    }

    private static (string Text, string? Error)? Clause(char clause, int? precision, CelValue value) => clause switch
    {
        's' => (Show(value), null),
        'd' when value is IntValue or UintValue or DoubleValue { Value: double.NaN or double.PositiveInfinity or double.NegativeInfinity } => (Access.Show(value), null),
        'd' => ("", $"decimal clause can only be used on integers, was given {value.Type.Name}"),
        'f' when Number(value) is { } number => (number.ToString($"F{precision ?? FloatPrecision}", CultureInfo.InvariantCulture), null),
        'f' => ("", $"fixed-point clause can only be used on doubles, was given {value.Type.Name}"),
        'e' when Number(value) is { } number => (Scientific(number, precision ?? FloatPrecision), null),
        'e' => ("", $"scientific clause can only be used on doubles, was given {value.Type.Name}"),
        'b' when value is BoolValue flag => (flag.Value ? "1" : "0", null),
        'b' => Radix(value, 2, "only integers and bools can be formatted as binary"),
        'o' => Radix(value, 8, "octal clause can only be used on integers"),
        'x' or 'X' => Hex(clause, value),
        _ => null,
    };

    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private static double? Number(CelValue value) => value switch
    {
        DoubleValue real => real.Value,
        IntValue whole => whole.Value,
        UintValue natural => natural.Value,
        _ => null,
    };

    // As Go prints it in English: 3.140000×10⁰⁰.
    private static string Scientific(double number, int precision)
    {
        var parts = number.ToString($"0.{new string('0', precision)}e+00", CultureInfo.InvariantCulture).Split('e');
        return parts.Length == 1 ? parts[0] : $"{parts[0]}×10{string.Concat(parts[1].TrimStart('+').Select(digit => digit == '-' ? '⁻' : Superscripts[digit - '0']))}";
    }

    private static (string Text, string? Error) Hex(char clause, CelValue value)
    {
        var (text, error) = value switch
        {
            StringValue given => (Convert.ToHexStringLower(Encoding.UTF8.GetBytes(given.Value)), null),
            BytesValue bytes => (Convert.ToHexStringLower(bytes.Value), null),
            _ => Radix(value, 16, "only integers, byte buffers, and strings can be formatted as hex"),
        };
        return (clause == 'X' ? text.ToUpperInvariant() : text, error);
    }

    private static (string Text, string? Error) Radix(CelValue value, int radix, string complaint)
    {
        Int128 number;
        switch (value)
        {
            case IntValue whole:
                number = whole.Value;
                break;
            case UintValue natural:
                number = natural.Value;
                break;
            default:
                return ("", $"{complaint}, was given {value.Type.Name}");
        }

        var digits = new StringBuilder();
        for (var rest = Int128.Abs(number); rest > 0; rest /= radix)
        {
            digits.Insert(0, "0123456789abcdef"[(int)(rest % radix)]);
        }

        return ((number < 0 ? "-" : "") + (digits.Length == 0 ? "0" : digits.ToString()), null);
    }

    private static string Show(CelValue value) => value switch
    {
        NullValue => "null",
        TypeValue type => type.Instance.Name,
        ListValue list => $"[{string.Join(", ", Enumerable.Range(0, list.Count).Select(i => Show(list[i])))}]",
        MapValue map => $"{{{string.Join(", ", map.Keys.Select(key => $"{Show(key)}: {Show(map.Find(key)!)}").Order(StringComparer.Ordinal))}}}",
        _ => Conversions.ToText(value) is StringValue text ? text.Value : value.Type.Name,
    };
}
