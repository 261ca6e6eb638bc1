namespace Sampan.Planning;

/// <summary>What would happen in one cluster.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Changes">Its objects, in the order in which they would be applied.</param>
public sealed record ClusterPlan(string Cluster, IReadOnlyList<ObjectChange> Changes);
