using System.Globalization;
using Sampan.Charts.Testing.Snapshots;
using Sampan.Kubernetes.RegularExpressions;

namespace Sampan.Charts.Testing.Assertions.Checks;

/// <summary>
/// <c>matchSnapshot</c>: the value at a path is what was recorded. With <c>matchRegex</c> or <c>notMatchRegex</c> the
/// value has to match, or must not, in place of being equal.
/// </summary>
internal sealed class SnapshotCheck(CheckParameters parameters) : ValueCheck(parameters.Text("path"))
{
    private readonly string _pattern = parameters.Nested("matchRegex").Text("pattern").Trim();
    private readonly string _unwanted = parameters.Nested("notMatchRegex").Text("pattern").Trim();

    protected override string? Refusal => new[] { _pattern, _unwanted }.Where(pattern => pattern.Length > 0).Select(RawPatternCheck.Refuse).FirstOrDefault(refusal => refusal is not null);

    protected override IReadOnlyList<string>? Failure(object? value, ValuePlace place, CheckContext context)
    {
        var comparison = context.Snapshots.Compare(TestYaml.Write(value), _pattern.Length + _unwanted.Length > 0 ? Mismatch : null);
        return comparison.Passed != context.IsNegative ? null
            : comparison.Mismatch is { } mismatch ? FailureText.Expected(context.IsNegative, mismatch, comparison.Recorded, document: place.Document, value: place.Value)
            : FailureText.Expected(context.IsNegative, What(comparison), Shown(comparison, context.IsNegative), null, Path, place);
    }

    /// <summary>Without a document there is nothing that differs.</summary>
    protected override IReadOnlyList<string>? FailureOfNothing(bool isNegative) => isNegative ? [] : null;

    protected override IReadOnlyList<string> FailureOfNothing() => [];

    public static string What(SnapshotComparison comparison) => string.Create(CultureInfo.InvariantCulture, $" to match snapshot {comparison.Index}");

    public static string Shown(SnapshotComparison comparison, bool not) => not ? comparison.Recorded : UnifiedDiff.Of(comparison.Recorded, comparison.Current);

    private string? Mismatch(string text) =>
        _pattern.Length > 0 && !GoRegex.Parse(_pattern).IsMatch(text) ? $" pattern '{_pattern}' not found in snapshot"
        : _unwanted.Length > 0 && GoRegex.Parse(_unwanted).IsMatch(text) ? $" pattern '{_unwanted}' should not be in snapshot"
        : null;
}
