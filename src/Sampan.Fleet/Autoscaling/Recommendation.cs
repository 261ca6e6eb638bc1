namespace Sampan.Fleet.Autoscaling;

/// <summary>A number of replicas that metrics asked for at some time.</summary>
public readonly record struct Recommendation(int Replicas, DateTimeOffset Time);
