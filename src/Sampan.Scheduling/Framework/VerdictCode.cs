namespace Sampan.Scheduling.Framework;

/// <summary>The codes of kube-scheduler's framework that a refusal has.</summary>
public enum VerdictCode
{
    /// <summary>The pod would fit if others left the node.</summary>
    Unschedulable,

    /// <summary>The pod does not fit, whoever leaves the node.</summary>
    UnschedulableAndUnresolvable,
}
