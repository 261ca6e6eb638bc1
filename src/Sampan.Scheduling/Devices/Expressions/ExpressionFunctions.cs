using System.Globalization;
using System.Text.RegularExpressions;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Scheduling.Devices.Expressions;

/// <summary>CEL's functions that device selectors use; a method is a function of its owner.</summary>
internal static class ExpressionFunctions
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(100);

    /// <summary>Calls a function.</summary>
    /// <exception cref="FormatException">It is not known, or not for these arguments.</exception>
    public static object Call(string name, object[] arguments) => (name, arguments) switch
    {
        ("quantity", [string text]) => Quantity.Parse(text),
        ("isQuantity", [string text]) => Quantity.TryParse(text, out _),
        ("compareTo", [Quantity a, Quantity b]) => (long)a.CompareTo(b),
        ("isGreaterThan", [Quantity a, Quantity b]) => a.CompareTo(b) > 0,
        ("isLessThan", [Quantity a, Quantity b]) => a.CompareTo(b) < 0,
        ("asInteger", [Quantity a]) => a.Value,
        ("startsWith", [string text, string start]) => text.StartsWith(start, StringComparison.Ordinal),
        ("endsWith", [string text, string end]) => text.EndsWith(end, StringComparison.Ordinal),
        ("contains", [string text, string part]) => text.Contains(part, StringComparison.Ordinal),
        ("matches", [string text, string pattern]) => IsMatch(text, pattern),
        ("lowerAscii", [string text]) => text.ToLowerInvariant(),
        ("upperAscii", [string text]) => text.ToUpperInvariant(),
        ("size", [string text]) => (long)text.EnumerateRunes().Count(),
        ("size", [object[] list]) => (long)list.Length,
        ("size", [IReadOnlyDictionary<string, object> map]) => (long)map.Count,
        ("string", [var value]) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        ("int", [string text]) when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new FormatException($"no such overload of {name}"),
    };

    private static bool IsMatch(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, LongestMatch);
        }
        catch (Exception exception) when (exception is ArgumentException or RegexMatchTimeoutException)
        {
            throw new FormatException($"no match possible with {pattern}", exception);
        }
    }
}
