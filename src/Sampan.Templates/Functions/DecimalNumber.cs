using System.Globalization;
using System.Numerics;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Templates.Functions;

/// <summary>A decimal number of any size, as shopspring/decimal has it: sums and products are exact, quotients have 16 decimal places.</summary>
internal readonly struct DecimalNumber
{
    private const int QuotientPlaces = 16;
    private readonly BigInteger _digits;
    private readonly int _exponent;

    private DecimalNumber(BigInteger digits, int exponent)
    {
        _digits = digits;
        _exponent = exponent;
    }

    public static DecimalNumber operator +(DecimalNumber left, DecimalNumber right)
    {
        var exponent = Math.Min(left._exponent, right._exponent);
        return new DecimalNumber(left.DigitsAt(exponent) + right.DigitsAt(exponent), exponent);
    }

    public static DecimalNumber operator -(DecimalNumber left, DecimalNumber right) => left + new DecimalNumber(-right._digits, right._exponent);

    public static DecimalNumber operator *(DecimalNumber left, DecimalNumber right) => new(left._digits * right._digits, left._exponent + right._exponent);

    public static DecimalNumber operator /(DecimalNumber left, DecimalNumber right)
    {
        if (right._digits.IsZero)
        {
            throw new FunctionException("decimal division by 0");
        }

        var shift = left._exponent - right._exponent + QuotientPlaces;
        var dividend = shift >= 0 ? left._digits * BigInteger.Pow(10, shift) : left._digits;
        var divisor = shift >= 0 ? right._digits : right._digits * BigInteger.Pow(10, -shift);
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        if (BigInteger.Abs(rest) * 2 >= BigInteger.Abs(divisor))
        {
            quotient += dividend.Sign * divisor.Sign;
        }

        return new DecimalNumber(quotient, -QuotientPlaces);
    }

    /// <summary>Applies an operation from left to right and gives the nearest float.</summary>
    public static object Fold(ReadOnlySpan<object?> arguments, Func<DecimalNumber, DecimalNumber, DecimalNumber> operation)
    {
        var result = Of(Numbers.ToFloat(arguments[0]));
        foreach (var argument in arguments[1..])
        {
            result = operation(result, Of(Numbers.ToFloat(argument)));
        }

        return double.Parse(string.Create(CultureInfo.InvariantCulture, $"{result._digits}E{result._exponent}"), CultureInfo.InvariantCulture);
    }

    private static DecimalNumber Of(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new FunctionException($"Cannot create a Decimal from {FloatText.General(value)}");
        }

        var text = FloatText.General(value);
        var mark = text.IndexOf('e', StringComparison.Ordinal);
        var mantissa = mark < 0 ? text : text[..mark];
        var exponent = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var places = point < 0 ? 0 : mantissa.Length - point - 1;
        return new DecimalNumber(BigInteger.Parse(mantissa.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), exponent - places);
    }

    private BigInteger DigitsAt(int exponent) => _digits * BigInteger.Pow(10, _exponent - exponent);
}
