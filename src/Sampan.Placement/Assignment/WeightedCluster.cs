namespace Sampan.Placement.Assignment;

/// <summary>A cluster's claim to replicas, relative to the others'.</summary>
public readonly record struct WeightedCluster(string Name, long Weight);
