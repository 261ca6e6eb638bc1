namespace Sampan.Charts.Testing.Assertions.Checks;

using Map = Dictionary<string, object?>;

/// <summary><c>matchSnapshotRaw</c>: a file that is no YAML is what was recorded.</summary>
internal sealed class RawSnapshotCheck : DocumentCheck
{
    protected override IReadOnlyList<string>? Failure(Map document, int index, CheckContext context)
    {
        var comparison = context.Snapshots.Compare(TestYaml.Write(RawText.Comparable(document)), mismatch: null);
        return comparison.Passed != context.IsNegative ? null
            : FailureText.Expected(context.IsNegative, SnapshotCheck.What(comparison), SnapshotCheck.Shown(comparison, context.IsNegative));
    }

    /// <summary>Without a document there is nothing that differs.</summary>
    protected override IReadOnlyList<string>? FailureOfNothing(bool isNegative) => isNegative ? [] : null;

    protected override IReadOnlyList<string> FailureOfNothing() => [];
}
