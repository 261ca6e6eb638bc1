namespace Sampan.Placement.Selection;

/// <summary>A region and its candidates, best first.</summary>
/// <param name="Name">The region.</param>
/// <param name="Candidates">Its candidates; at least one.</param>
/// <param name="Score">How well the region as a whole suits the binding.</param>
internal sealed record RegionGroup(string Name, IReadOnlyList<Candidate> Candidates, long Score);
