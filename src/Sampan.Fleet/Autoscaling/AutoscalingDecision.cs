namespace Sampan.Fleet.Autoscaling;

/// <summary>What a FederatedHPA is to do.</summary>
public sealed record AutoscalingDecision
{
    /// <summary>What the decision rests on.</summary>
    public required AutoscalingBranch Branch { get; init; }

    /// <summary>The template's replicas from now on.</summary>
    public required int DesiredReplicas { get; init; }

    /// <summary>Whether the template is to be scaled.</summary>
    public required bool Rescale { get; init; }

    /// <summary>What metrics ask for, before it is held back; −1 where they give no answer, null where they were not asked.</summary>
    public int? MetricProposal { get; init; }

    /// <summary>The metric that asks for the most, empty where none does.</summary>
    public string MetricName { get; init; } = "";

    /// <summary>What is wrong with metrics; null where nothing is. There may be a proposal all the same.</summary>
    public string? MetricsError { get; init; }

    /// <summary>The conditions that change.</summary>
    public IReadOnlyList<AutoscalingCondition> Conditions { get; init; } = [];

    /// <summary>What to remember for the next decision.</summary>
    public required ScaleHistory History { get; init; }
}
