using System.Globalization;
using System.Numerics;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Charts.Schemas;

/// <summary>A decimal number without rounding: <c>digits × 10^-scale</c>. What 0.3 divided by 0.1 needs to be 3.</summary>
internal readonly record struct ExactNumber : IComparable<ExactNumber>
{
    private readonly BigInteger _digits;
    private readonly int _scale;

    private ExactNumber(BigInteger digits, int scale)
    {
        while (scale > 0 && digits % 10 == 0)
        {
            digits /= 10;
            scale--;
        }

        _digits = scale < 0 ? digits * BigInteger.Pow(10, -scale) : digits;
        _scale = Math.Max(scale, 0);
    }

    public bool IsWhole => _scale == 0;

    public double ToDouble() => double.Parse($"{_digits}E-{_scale}", CultureInfo.InvariantCulture);

    /// <summary>The number of a value, or null when it is none.</summary>
    public static ExactNumber? Of(object? value) => value switch
    {
        SchemaNumber number => number.Value,
        double number when double.IsFinite(number) => Parse(FloatText.Json(number)),
        long number => new ExactNumber(number, 0),
        int number => new ExactNumber(number, 0),
        _ => null,
    };

    /// <summary>Parses a JSON number. An exponent beyond any double's is cut to that, so that it costs no memory.</summary>
    public static ExactNumber Parse(string text)
    {
        var mantissa = text;
        var exponent = 0;
        if (text.IndexOfAny(['e', 'E']) is >= 0 and var e)
        {
            mantissa = text[..e];
            exponent = int.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? Math.Clamp(parsed, -400, 400) : 0;
        }

        var dot = mantissa.IndexOf('.');
        var scale = dot < 0 ? 0 : mantissa.Length - dot - 1;
        var digits = BigInteger.Parse(dot < 0 ? mantissa : mantissa.Remove(dot, 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return new ExactNumber(digits, scale - exponent);
    }

    public bool IsMultipleOf(ExactNumber divisor)
    {
        var scale = Math.Max(_scale, divisor._scale);
        var other = divisor.ScaledTo(scale);
        return !other.IsZero && ScaledTo(scale) % other == 0;
    }

    public int CompareTo(ExactNumber other)
    {
        var scale = Math.Max(_scale, other._scale);
        return ScaledTo(scale).CompareTo(other.ScaledTo(scale));
    }

    private BigInteger ScaledTo(int scale) => _digits * BigInteger.Pow(10, scale - _scale);
}
