namespace Sampan.Controllers.Autoscaling;

/// <summary>Why a metric gives no number of replicas, in the words of the autoscaler's condition.</summary>
internal sealed class MetricFailure(string message) : Exception(message);
