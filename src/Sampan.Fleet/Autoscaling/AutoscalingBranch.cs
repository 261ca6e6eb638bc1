namespace Sampan.Fleet.Autoscaling;

/// <summary>What a decision rests on.</summary>
public enum AutoscalingBranch
{
    /// <summary>The members run nothing, and the minimum is above that: scaled to zero by hand, left alone.</summary>
    ScalingDisabled,

    /// <summary>More replicas than the maximum.</summary>
    AboveMax,

    /// <summary>Fewer replicas than the minimum.</summary>
    BelowMin,

    /// <summary>The metrics.</summary>
    Metrics,
}
