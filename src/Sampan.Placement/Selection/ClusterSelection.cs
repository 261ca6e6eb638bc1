namespace Sampan.Placement.Selection;

/// <summary>The candidates that spread constraints leave, or why they leave none.</summary>
internal readonly record struct ClusterSelection(IReadOnlyList<Candidate> Selected, string? Error)
{
    public static ClusterSelection Of(IReadOnlyList<Candidate> selected) => new(selected, null);

    public static ClusterSelection Failed(string error) => new([], error);
}
