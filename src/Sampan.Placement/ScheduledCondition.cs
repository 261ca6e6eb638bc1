namespace Sampan.Placement;

/// <summary>A binding's condition <c>Scheduled</c>.</summary>
/// <param name="Status">Whether the binding is scheduled.</param>
/// <param name="Reason"><c>Success</c>, <c>NoClusterFit</c>, <c>Unschedulable</c> or <c>SchedulerError</c>.</param>
/// <param name="Message">The message.</param>
public sealed record ScheduledCondition(bool Status, string Reason, string Message)
{
    /// <summary>The condition of a scheduled binding.</summary>
    public static readonly ScheduledCondition Success = new(true, "Success", "Binding has been scheduled successfully.");

    /// <summary>The condition of a binding that could not be scheduled.</summary>
    public static ScheduledCondition Of(PlacementFailure failure) => new(
        false,
        failure.Kind switch
        {
            FailureKind.NoClusterFit => "NoClusterFit",
            FailureKind.Unschedulable => "Unschedulable",
            _ => "SchedulerError",
        },
        failure.Message);
}
