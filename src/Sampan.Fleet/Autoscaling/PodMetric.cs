namespace Sampan.Fleet.Autoscaling;

/// <summary>A metric of one pod.</summary>
/// <param name="MilliValue">The value in thousandths.</param>
/// <param name="Timestamp">The end of the window that it was measured over; used for CPU alone.</param>
/// <param name="Window">The window's length.</param>
public readonly record struct PodMetric(long MilliValue, DateTimeOffset Timestamp, TimeSpan Window);
