namespace Sampan.Fleet.Autoscaling;

/// <summary>How much may change in a period (autoscaling/v2 HPAScalingPolicy).</summary>
/// <param name="IsPercent">Whether the value is in percent of the replicas at the period's start; else in replicas.</param>
/// <param name="Value">The value.</param>
/// <param name="Period">The period.</param>
internal readonly record struct ScalingPolicy(bool IsPercent, int Value, TimeSpan Period);
