namespace Sampan.Controllers.Nodes;

/// <summary>How fast simulated nodes do what real ones do.</summary>
public sealed record SimulationOptions
{
    /// <summary>Everything at once: for tests.</summary>
    public static readonly SimulationOptions Immediate = new()
    {
        StartDelay = TimeSpan.Zero,
        JobDuration = TimeSpan.Zero,
        TerminationDelay = TimeSpan.Zero,
    };

    /// <summary>From the binding of a pod until it runs and is ready; it is shown as ContainerCreating meanwhile.</summary>
    public TimeSpan StartDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the pods of Jobs run.</summary>
    public TimeSpan JobDuration { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From the deletion of a pod until its containers have stopped; at most the pod's own grace period.</summary>
    public TimeSpan TerminationDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a node renews its lease.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a node reports its status although nothing changes.</summary>
    public TimeSpan StatusReportInterval { get; init; } = TimeSpan.FromMinutes(5);
}
