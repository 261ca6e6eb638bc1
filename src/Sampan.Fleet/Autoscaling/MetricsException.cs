namespace Sampan.Fleet.Autoscaling;

/// <summary>A metric that cannot be had, or that says nothing; the message says why.</summary>
public sealed class MetricsException(string message) : Exception(message);
