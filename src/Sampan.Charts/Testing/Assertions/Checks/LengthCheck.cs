using System.Globalization;
using Sampan.Charts.Testing.ManifestPaths;

namespace Sampan.Charts.Testing.Assertions.Checks;

using Map = Dictionary<string, object?>;

/// <summary><c>lengthEqual</c>: the list at a path has so many items, or the lists at several paths have as many as each other.</summary>
internal sealed class LengthCheck(CheckParameters parameters) : DocumentCheck
{
    private readonly string _path = parameters.Text("path");
    private readonly IReadOnlyList<string> _paths = parameters.Texts("paths");
    private readonly long? _count = parameters.Number("count");

    protected override string? Refusal =>
        _path.Length > 0 && _count is null or < 0 ? "'count' field must be set if 'path' is used"
        : _path.Length > 0 && _paths.Count > 0 ? "'paths' couldn't be used with 'path'"
        : null;

    protected override IReadOnlyList<string>? Failure(Map document, int index, CheckContext context)
    {
        if (_path.Length > 0)
        {
            return Measure(document, _path, index, context, out _);
        }

        List<string> failure = [];
        var failed = false;
        Dictionary<string, int> lengths = new(StringComparer.Ordinal);
        foreach (var path in _paths)
        {
            var lines = Measure(document, path, index, context, out var length);
            lengths[path] = length;
            failed |= lines is not null;
            failure.AddRange(lines ?? []);
        }

        return failed || lengths.Count == 0 ? failure : CompareLengths(lengths, index, context.IsNegative);
    }

    protected override IReadOnlyList<string> FailureOfNothing() => Describe("", "", "no manifest found", -1, not: false);

    /// <summary>The length of the last list at the path; of what is no list, 0.</summary>
    private IReadOnlyList<string>? Measure(Map document, string path, int index, CheckContext context, out int length)
    {
        length = 0;
        IReadOnlyList<object?> values;
        try
        {
            values = ManifestPath.Parse(path).Find(document);
        }
        catch (ManifestPathException exception)
        {
            return FailureText.Error(exception.Message, index);
        }

        List<string> failure = [];
        var failed = values.Count == 0 && !context.IsNegative;
        for (var i = 0; i < values.Count && !(failed && context.FailFast); i++)
        {
            if (values[i] is not List<object?> && _count is null)
            {
                failed = true;
                failure.AddRange(FailureText.Error($"{path} is not array", index, i));
                continue;
            }

            length = (values[i] as List<object?>)?.Count ?? 0;
            if (_count is { } count && length == count == context.IsNegative)
            {
                failed = true;
                failure.AddRange(Describe(path, Number(count), Number(length), index, context.IsNegative));
            }
        }

        return failed ? failure : null;
    }

    private static IReadOnlyList<string>? CompareLengths(Dictionary<string, int> lengths, int index, bool isNegative)
    {
        var ordered = lengths.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToArray();
        foreach (var (path, length) in ordered.Skip(1))
        {
            if (length == ordered[0].Value == isNegative)
            {
                return Describe(path, "-1", Number(length), index, isNegative);
            }
        }

        return null;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static IReadOnlyList<string> Describe(string path, string count, string actual, int document, bool not) =>
        FailureText.Expected(not, " to match count", count, actual, path, document: document);
}
