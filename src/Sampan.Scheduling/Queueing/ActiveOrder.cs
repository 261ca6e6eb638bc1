namespace Sampan.Scheduling.Queueing;

/// <summary>PrioritySort: higher priority first, then who came earlier, then by the order of arrival.</summary>
internal readonly record struct ActiveOrder(int Priority, DateTimeOffset Timestamp, long Ticket) : IComparable<ActiveOrder>
{
    public int CompareTo(ActiveOrder other)
    {
        var byPriority = other.Priority.CompareTo(Priority);
        if (byPriority != 0)
        {
            return byPriority;
        }

        var byTime = Timestamp.CompareTo(other.Timestamp);
        return byTime != 0 ? byTime : Ticket.CompareTo(other.Ticket);
    }
}
