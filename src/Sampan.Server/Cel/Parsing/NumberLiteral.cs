using System.Globalization;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Parsing;

/// <summary>The values of number literals; null where a literal is out of its type's range.</summary>
internal static class NumberLiteral
{
    public static CelValue? Double(string literal, bool isNegative) =>
        double.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? new DoubleValue(isNegative ? -value : value) : null;

    /// <summary>With its suffix <c>u</c>.</summary>
    public static CelValue? Uint(string literal) => Magnitude(literal[..^1]) is { } value ? new UintValue(value) : null;

    public static CelValue? Int(string literal, bool isNegative)
    {
        // The smallest number is one further from zero than the largest.
        var limit = isNegative ? (ulong)long.MaxValue + 1 : long.MaxValue;
        return Magnitude(literal) is { } value && value <= limit ? IntValue.Of(isNegative ? unchecked(-(long)value) : (long)value) : null;
    }

    private static ulong? Magnitude(string digits)
    {
        var isHex = digits.StartsWith("0x", StringComparison.Ordinal);
        return ulong.TryParse(isHex ? digits[2..] : digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
