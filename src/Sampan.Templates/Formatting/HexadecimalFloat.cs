using System.Globalization;

namespace Sampan.Templates.Formatting;

/// <summary>Floats with a hexadecimal mantissa and a binary exponent: <c>0x1.8p+01</c>.</summary>
internal static class HexadecimalFloat
{
    private const int FractionDigits = 13;

    public static string Format(double number, int? precision)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFF;
        if (exponent == 0 && mantissa == 0)
        {
            return precision > 0 ? $"0x0.{new string('0', precision.Value)}p+00" : "0x0p+00";
        }

        if (exponent == 0)
        {
            for (exponent = 1; (mantissa & 1L << 52) == 0; exponent--)
            {
                mantissa <<= 1;
            }
        }
        else
        {
            mantissa |= 1L << 52;
        }

        exponent -= 1023;
        if (precision < FractionDigits)
        {
            (mantissa, exponent) = Round(mantissa, exponent, precision.Value);
        }

        var fraction = (mantissa & 0xFFFFFFFFFFFFF).ToString("x13", CultureInfo.InvariantCulture);
        fraction = precision is { } digits ? fraction.PadRight(digits, '0')[..digits] : fraction.TrimEnd('0');
        return string.Create(
            CultureInfo.InvariantCulture, $"0x{mantissa >> 52}{(fraction.Length > 0 ? "." : "")}{fraction}p{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    /// <summary>Rounds the mantissa half to even after that many hexadecimal digits.</summary>
    private static (long Mantissa, int Exponent) Round(long mantissa, int exponent, int digits)
    {
        var shift = (FractionDigits - digits) * 4;
        var rest = mantissa & ((1L << shift) - 1);
        var kept = mantissa >> shift;
        var half = 1L << (shift - 1);
        kept += rest > half || (rest == half && (kept & 1) == 1) ? 1 : 0;
        mantissa = kept << shift;
        return mantissa >> 53 != 0 ? (mantissa >> 1, exponent + 1) : (mantissa, exponent);
    }
}
