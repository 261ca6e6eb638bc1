using Sampan.Templates.Values;

namespace Sampan.Templates.Times;

/// <summary>Go's <c>time.Duration</c>.</summary>
/// <param name="Nanoseconds">The length.</param>
public readonly record struct GoDuration(long Nanoseconds) : ITemplateObject
{
    internal const long Microsecond = 1000;
    internal const long Millisecond = 1000 * Microsecond;
    internal const long Second = 1000 * Millisecond;
    internal const long Minute = 60 * Second;
    internal const long Hour = 60 * Minute;

    /// <inheritdoc/>
    public string GoType => "time.Duration";

    /// <inheritdoc/>
    public string Text => ToString();

    /// <summary>As Go prints it: <c>1h2m3.5s</c>, <c>150ms</c>, <c>0s</c>.</summary>
    public override string ToString()
    {
        if (Nanoseconds == 0)
        {
            return "0s";
        }

        var sign = Nanoseconds < 0 ? "-" : "";
        var length = Nanoseconds < 0 ? unchecked((ulong)-Nanoseconds) : (ulong)Nanoseconds;
        if (length < Second)
        {
            return sign + length switch
            {
                < Microsecond => $"{length}ns",
                < Millisecond => $"{Fraction(length, Microsecond)}µs",
                _ => $"{Fraction(length, Millisecond)}ms",
            };
        }

        var hours = length / Hour;
        var minutes = length % Hour / Minute;
        var seconds = Fraction(length % Minute, Second) + "s";
        return sign + (hours > 0 ? $"{hours}h{minutes}m{seconds}" : minutes > 0 ? $"{minutes}m{seconds}" : seconds);
    }

    private static string Fraction(ulong length, ulong unit)
    {
        var whole = length / unit;
        var rest = (length % unit + unit).ToString(System.Globalization.CultureInfo.InvariantCulture)[1..].TrimEnd('0');
        return rest.Length == 0 ? whole.ToString(System.Globalization.CultureInfo.InvariantCulture) : $"{whole}.{rest}";
    }
}
