using System.Globalization;

namespace Sampan.Charts.Testing.ManifestPaths;

/// <summary>One member of a subscript: an index, or a range with a step, as in Python; negative ones count from the end.</summary>
internal readonly record struct ListSlice(int? From, int? To, int? Step, bool IsIndex)
{
    /// <summary>Parses <c>1</c>, <c>1:3</c> or <c>::-1</c>. Throws <see cref="ManifestPathException"/>.</summary>
    public static ListSlice Parse(string text)
    {
        var parts = text.Split(':');
        if (parts.Length > 3)
        {
            throw new ManifestPathException($"malformed array index {text}: too many colons");
        }

        var numbers = Array.ConvertAll(parts, part => Number(part, text));
        if (parts.Length == 1 && numbers[0] is null)
        {
            throw new ManifestPathException("array index missing");
        }

        var step = parts.Length == 3 ? numbers[2] : null;
        return step != 0
            ? new ListSlice(numbers[0], parts.Length > 1 ? numbers[1] : null, step, parts.Length == 1)
            : throw new ManifestPathException("array index step value must be non-zero");
    }

    /// <summary>The indexes that it means in a list of a length, none of them outside.</summary>
    public IEnumerable<int> Indexes(int length)
    {
        var step = IsIndex ? 1 : Step ?? 1;
        var from = Absolute(From, length) ?? (step > 0 ? 0 : length - 1);
        var to = IsIndex ? from + 1 : Absolute(To, length) ?? (step > 0 ? length : -1);
        return step > 0 ? Upwards(IsIndex ? from : Math.Max(from, 0), Math.Min(to, length), step) : Downwards(Math.Min(from, length - 1), Math.Max(to, -1), step);
    }

    private static IEnumerable<int> Upwards(int from, int to, int step)
    {
        for (long index = from; index < to; index += step)
        {
            if (index >= 0)
            {
                yield return (int)index;
            }
        }
    }

    private static IEnumerable<int> Downwards(int from, int to, int step)
    {
        for (long index = from; index > to; index += step)
        {
            yield return (int)index;
        }
    }

    private static int? Absolute(int? index, int length) => index < 0 ? index + length : index;

    private static int? Number(string part, string text) =>
        part.AsSpan().Trim().IsEmpty ? null
        : int.TryParse(part.AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ManifestPathException($"non-integer array index {text}");
}
