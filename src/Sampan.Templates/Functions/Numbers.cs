using Sampan.Templates.Times;
using Sampan.Templates.Formatting;

namespace Sampan.Templates.Functions;

/// <summary>Any value as a number, as spf13/cast makes it for sprig: what is none is zero.</summary>
internal static class Numbers
{
    /// <summary>Go's <c>int64</c>.</summary>
    public static long ToInteger(object? value) => value switch
    {
        nint number => number,
        long number => number,
        int number => number,
        uint number => number,
        byte number => number,
        ulong number => unchecked((long)number),
        double number => Truncate(number),
        float number => Truncate(number),
        bool boolean => boolean ? 1 : 0,
        string text => OfText(text),
        GoDuration duration => duration.Nanoseconds,
        _ => 0,
    };

    /// <summary>Go's <c>float64</c>.</summary>
    public static double ToFloat(object? value) => value switch
    {
        double number => number,
        float number => number,
        ulong number => number,
        string text => GoNumber.TryParseFloat(text, out var number) ? number : 0,
        _ => ToInteger(value),
    };

    /// <summary>As amd64 converts: what does not fit becomes the least integer.</summary>
    public static long Truncate(double number) =>
        number is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)number : long.MinValue;

    /// <summary>cast drops the zeros before a decimal number, and a fraction of zeros, and lets a prefix choose the base.</summary>
    private static long OfText(string text)
    {
        var number = TrimFraction(text);
        return GoNumber.TryParseInteger(number, 0, out var value) ? value : 0;
    }

    private static string TrimFraction(string text)
    {
        var end = text.AsSpan().TrimEnd('0');
        return end.EndsWith('.') && end.Length < text.Length ? text[..(end.Length - 1)] : text;
    }
}
