using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Status;

/// <summary>What members report of one template: a binding's <c>status.aggregatedStatus</c>.</summary>
internal sealed class MemberStatuses
{
    public MemberStatuses(IReadOnlyList<JsonElement> items)
    {
        Count = items.Count;
        List<MemberStatus> reported = new(items.Count);
        foreach (var item in items)
        {
            if (item.Member("status") is { } status)
            {
                reported.Add(new MemberStatus(item.StringOrEmpty("clusterName"), status));
            }
        }

        Reported = reported;
    }

    /// <summary>The number of members, those that have reported nothing yet included.</summary>
    public int Count { get; }

    /// <summary>The members that have reported a status.</summary>
    public IReadOnlyList<MemberStatus> Reported { get; }

    /// <summary>The sum of a counter.</summary>
    public long Sum(string counter)
    {
        long sum = 0;
        foreach (var member in Reported)
        {
            sum += member.Status.Integer(counter) ?? 0;
        }

        return sum;
    }
}
