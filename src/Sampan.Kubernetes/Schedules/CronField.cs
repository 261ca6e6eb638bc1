using System.Globalization;

namespace Sampan.Kubernetes.Schedules;

/// <summary>One field of a schedule: the values at which it is true.</summary>
/// <param name="Values">The values, as bits.</param>
/// <param name="IsAny">Whether the field says nothing (<c>*</c> or <c>?</c>), which decides how days of month and week combine.</param>
internal readonly record struct CronField(ulong Values, bool IsAny)
{
    /// <summary>Whether the field is true at a value.</summary>
    public bool Has(int value) => (Values & (1UL << value)) != 0;

    /// <summary>Reads a list of values, ranges and steps.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static CronField Parse(string text, int first, int last, string[] names)
    {
        var field = new CronField(0, false);
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var one = Range(part, first, last, names);
            field = new CronField(field.Values | one.Values, field.IsAny || one.IsAny);
        }

        return field.Values == 0 ? throw new FormatException($"failed to parse int from {text}") : field;
    }

    private static CronField Range(string text, int first, int last, string[] names)
    {
        var steps = text.Split('/');
        var ends = steps[0].Split('-');
        if (steps.Length > 2 || ends.Length > 2)
        {
            throw new FormatException($"too many {(steps.Length > 2 ? "slashes" : "hyphens")}: {text}");
        }

        var isAny = steps[0] is "*" or "?";
        var start = isAny ? first : Value(ends[0], names);
        var step = steps.Length == 2 ? Value(steps[1], []) : 1;
        var end = isAny || (ends.Length == 1 && steps.Length == 2) ? last : Value(ends[^1], names);
        var fault = (start, end, step) switch
        {
            _ when start < first => $"beginning of range ({start}) below minimum ({first}): {text}",
            _ when end > last => $"end of range ({end}) above maximum ({last}): {text}",
            _ when start > end => $"beginning of range ({start}) beyond end of range ({end}): {text}",
            (_, _, 0) => $"step of range should be a positive number: {text}",
            _ => null,
        };
        if (fault is not null)
        {
            throw new FormatException(fault);
        }

        var values = 0UL;
        for (var value = start; value <= end; value += step)
        {
            values |= 1UL << value;
        }

        return new CronField(values, isAny && step == 1);
    }

    private static int Value(string text, string[] names)
    {
        var named = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        return named >= 0 && names[named].Length > 0
            ? named
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number >= 0 ? number : throw new FormatException($"negative number ({number}) not allowed: {text}")
                : throw new FormatException($"failed to parse int from {text}: strconv.Atoi: parsing \"{text}\": invalid syntax");
    }
}
