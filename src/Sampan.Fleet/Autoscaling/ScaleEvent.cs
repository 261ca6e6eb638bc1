namespace Sampan.Fleet.Autoscaling;

/// <summary>A change of the replicas, by its size.</summary>
public readonly record struct ScaleEvent(int Change, DateTimeOffset Time);
