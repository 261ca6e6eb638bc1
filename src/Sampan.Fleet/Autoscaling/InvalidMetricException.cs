namespace Sampan.Fleet.Autoscaling;

/// <summary>A metric that gives no proposal.</summary>
/// <param name="reason">The reason of the condition ScalingActive.</param>
/// <param name="cause">Why, as the condition tells it.</param>
/// <param name="source">What could not be had, as the error names it before the cause; empty for nothing.</param>
internal sealed class InvalidMetricException(string reason, string cause, string source)
    : Exception(source.Length == 0 ? cause : $"failed to get {source}: {cause}")
{
    public string Reason => reason;

    public string Cause => cause;
}
