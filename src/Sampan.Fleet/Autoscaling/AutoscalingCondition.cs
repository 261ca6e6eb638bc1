namespace Sampan.Fleet.Autoscaling;

/// <summary>A condition of an autoscaler (autoscaling/v2 HorizontalPodAutoscalerCondition), without its time.</summary>
public sealed record AutoscalingCondition(string Type, bool Status, string Reason, string Message);
