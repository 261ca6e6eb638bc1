using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling.Preemption;

/// <summary>Orders pods by importance: higher priority first, then the one that has run longer. One that has not started yet counts as just started.</summary>
internal sealed class PodImportance : IComparer<PodInfo>
{
    public static readonly PodImportance MostImportantFirst = new();

    public int Compare(PodInfo? x, PodInfo? y)
    {
        var byPriority = y!.Priority.CompareTo(x!.Priority);
        return byPriority != 0 ? byPriority : StartOf(x).CompareTo(StartOf(y));
    }

    public static DateTimeOffset StartOf(PodInfo pod) => pod.StartTime ?? DateTimeOffset.MaxValue;
}
