namespace Sampan.Scheduling.Queueing;

/// <summary>Where a waiting pod is.</summary>
internal enum QueuePlace
{
    /// <summary>Among the pods to try next.</summary>
    Active,

    /// <summary>Held until its backoff is over.</summary>
    Backoff,

    /// <summary>Held until something changes that could help.</summary>
    Unschedulable,

    /// <summary>Held by its scheduling gates.</summary>
    Gated,

    /// <summary>Being scheduled.</summary>
    InFlight,
}
