namespace Sampan.Placement.Filtering;

/// <summary>A cluster that filters rejected, and every reason; at least one.</summary>
public sealed record RejectedCluster(string Name, IReadOnlyList<Rejection> Rejections);
