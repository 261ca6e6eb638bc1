using Sampan.Scheduling.Configuration;

namespace Sampan.Controllers.Scheduling;

/// <summary>
/// How a cluster's scheduler works. By default it looks at every node, as a plan does: then what was planned comes true.
/// </summary>
public sealed record SchedulerOptions
{
    /// <summary>The default profile, every node.</summary>
    public static readonly SchedulerOptions Default = new();

    /// <summary>The profiles, told apart by their scheduler names.</summary>
    public IReadOnlyList<SchedulerProfile> Profiles { get; init; } = [SchedulerProfile.Default];

    /// <summary>After how many feasible nodes, in percent, the search ends; 0: as kube-scheduler decides by itself.</summary>
    public int PercentageOfNodesToScore { get; init; } = 100;
}
