using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling.Queueing;

/// <summary>A pod that waits to be scheduled.</summary>
public sealed class QueuedPod
{
    internal QueuedPod(PodInfo pod, DateTimeOffset now)
    {
        Pod = pod;
        Timestamp = pod.CreationTime ?? now;
    }

    /// <summary>The pod, in its newest known version.</summary>
    public PodInfo Pod { get; internal set; }

    /// <summary>How often scheduling it failed since it was new.</summary>
    public int Failures { get; internal set; }

    /// <summary>
    /// When it was created, or last failed: the earlier comes first. Creation rather than arrival, so that a scheduler
    /// that starts later takes the pods in the same order.
    /// </summary>
    internal DateTimeOffset Timestamp { get; set; }

    /// <summary>When it may be tried again at the earliest.</summary>
    internal DateTimeOffset NotBefore { get; set; }

    /// <summary>What could help it, once it was found not to fit.</summary>
    internal ClusterEvents WaitsFor { get; set; }

    internal QueuePlace Place { get; set; }

    /// <summary>Tells this place in a heap from earlier ones, which are passed over when they come up.</summary>
    internal long Ticket { get; set; }
}
