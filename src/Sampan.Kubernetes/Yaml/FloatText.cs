using System.Globalization;

namespace Sampan.Kubernetes.Yaml;

/// <summary>The shortest decimal text that reads back as the same double, laid out as Go lays it out.</summary>
public static class FloatText
{
    /// <summary>As Go's <c>%g</c> and <c>%v</c>: with an exponent below 1e-4 and from 1e6 (<c>1e+06</c>); <c>+Inf</c>, <c>-Inf</c>, <c>NaN</c>.</summary>
    public static string General(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }

        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        return General(text[..length], double.IsNegative(value));
    }

    /// <summary>As <see cref="General(double)"/>, for a finite number of 32 bits: its digits are fewer.</summary>
    public static string GeneralSingle(float value)
    {
        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        return General(text[..length], float.IsNegative(value));
    }

    /// <summary>As Go's encoding/json: positional from 1e-6 to 1e21, else with an unpadded exponent (<c>1e-7</c>). The number must be finite.</summary>
    public static string Json(double value)
    {
        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        Span<char> buffer = stackalloc char[32];
        var digits = Digits(text[..length], buffer, out var exponent);
        return exponent is < -6 or >= 21
            ? Scientific(digits, exponent, double.IsNegative(value), exponentWidth: 1)
            : Positional(digits, exponent, double.IsNegative(value));
    }

    private static string General(ReadOnlySpan<char> text, bool negative)
    {
        Span<char> buffer = stackalloc char[32];
        var digits = Digits(text, buffer, out var exponent);
        return exponent is < -4 or >= 6
            ? Scientific(digits, exponent, negative, exponentWidth: 2)
            : Positional(digits, exponent, negative);
    }

    /// <summary>The significant digits of a number's shortest text, and the decimal exponent of the first.</summary>
    private static ReadOnlySpan<char> Digits(ReadOnlySpan<char> text, Span<char> digits, out int exponent)
    {
        var count = 0;
        var fraction = false;
        exponent = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == 'E')
            {
                exponent += int.Parse(text[(i + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }

            if (c == '.')
            {
                fraction = true;
            }
            else if (c != '-')
            {
                var significant = c != '0' || count > 0;
                exponent += significant ? (fraction ? 0 : 1) : (fraction ? -1 : 0);
                if (significant)
                {
                    digits[count++] = c;
                }
            }
        }

        var end = digits[..count].TrimEnd('0').Length;
        if (end == 0)
        {
            digits[end++] = '0';
            exponent = 0;
        }

        return digits[..end];
    }

    private static string Scientific(ReadOnlySpan<char> digits, int exponent, bool negative, int exponentWidth)
    {
        var mantissa = digits.Length == 1 ? digits.ToString() : $"{digits[0]}.{digits[1..]}";
        var magnitude = Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).PadLeft(exponentWidth, '0');
        return $"{(negative ? "-" : "")}{mantissa}e{(exponent < 0 ? '-' : '+')}{magnitude}";
    }

    private static string Positional(ReadOnlySpan<char> digits, int exponent, bool negative)
    {
        var sign = negative ? "-" : "";
        if (exponent < 0)
        {
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        }

        return exponent >= digits.Length - 1
            ? $"{sign}{digits}{new string('0', exponent - digits.Length + 1)}"
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }
}
