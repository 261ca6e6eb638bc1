using System.Globalization;
using System.Text;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Evaluation;

/// <summary>From one type to another.</summary>
internal static class Conversions
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The shortest text of a number that reads back as the same, as Go's %g writes it.</summary>
    public static string Text(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }

        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        if (value == 0)
        {
            return shortest;
        }

        var (digits, exponent) = Digits(shortest);
        var sign = value < 0 ? "-" : "";
        if (exponent is >= -4 and < 21)
        {
            return sign + (exponent < 0
                ? "0." + new string('0', -exponent - 1) + digits
                : digits.Length <= exponent + 1 ? digits.PadRight(exponent + 1, '0') : digits[..(exponent + 1)] + "." + digits[(exponent + 1)..]);
        }

        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        return $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
    }

    public static CelValue ToInt(CelValue value) => value switch
    {
        UintValue natural => natural.Value <= long.MaxValue ? IntValue.Of((long)natural.Value) : new ErrorValue("integer overflow"),
        DoubleValue { Value: var real } => double.IsFinite(real) && real > long.MinValue && real < -(double)long.MinValue ? IntValue.Of((long)real) : new ErrorValue("integer overflow"),
        DurationValue span => IntValue.Of(span.Nanoseconds),
        TimestampValue time => IntValue.Of(time.Seconds),
        StringValue text => long.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? IntValue.Of(parsed) : Unparsed("ParseInt", text.Value),
        _ => value,
    };

    public static CelValue ToUint(CelValue value) => value switch
    {
        IntValue whole => whole.Value >= 0 ? new UintValue((ulong)whole.Value) : new ErrorValue("unsigned integer overflow"),
        DoubleValue { Value: var real } => double.IsFinite(real) && real >= 0 && real < -2.0 * long.MinValue ? new UintValue((ulong)real) : new ErrorValue("unsigned integer overflow"),
        StringValue text => ulong.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? new UintValue(parsed) : Unparsed("ParseUint", text.Value),
        _ => value,
    };

    public static CelValue ToDouble(CelValue value) => value switch
    {
        IntValue whole => new DoubleValue(whole.Value),
        UintValue natural => new DoubleValue(natural.Value),
        StringValue text => double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? new DoubleValue(parsed) : Unparsed("ParseFloat", text.Value),
        _ => value,
    };

    public static CelValue ToBool(CelValue value) => value is not StringValue text ? value : text.Value switch
    {
        "1" or "t" or "true" or "TRUE" or "True" => BoolValue.True,
        "0" or "f" or "false" or "FALSE" or "False" => BoolValue.False,
        _ => Unparsed("ParseBool", text.Value),
    };

    public static CelValue ToText(CelValue value) => value switch
    {
        BoolValue or IntValue or UintValue or DoubleValue => new StringValue(Access.Show(value)),
        BytesValue bytes => FromBytes(bytes.Value),
        DurationValue span => new StringValue(Times.Text(span)),
        TimestampValue time => new StringValue(Times.Text(time)),
        _ => value,
    };

    private static CelValue FromBytes(byte[] bytes)
    {
        try
        {
            return new StringValue(Strict.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return new ErrorValue("invalid UTF-8 in bytes, cannot convert to string");
        }
    }

    private static ErrorValue Unparsed(string function, string text) => new($"strconv.{function}: parsing {CelText.Quote(text)}: invalid syntax");

    // The significant digits of a number's text, and the exponent of the first of them.
    private static (string Digits, int Exponent) Digits(string text)
    {
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = (mark < 0 ? text : text[..mark]).TrimStart('-');
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? mantissa : mantissa[..point];
        var all = point < 0 ? mantissa : whole + mantissa[(point + 1)..];
        var first = all.AsSpan().IndexOfAnyExcept('0');
        var exponent = whole.Length - 1 - first + (mark < 0 ? 0 : int.Parse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        return (all[first..].TrimEnd('0'), exponent);
    }
}
