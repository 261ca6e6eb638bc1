using System.Text.Json.Nodes;

namespace Sampan.Fleet.Status;

/// <summary>Status of a HorizontalPodAutoscaler: replicas are summed.</summary>
internal static class AutoscalerAggregation
{
    public static JsonObject Aggregate(MemberStatuses members)
    {
        var status = new JsonObject { ["desiredReplicas"] = members.Sum("desiredReplicas") };
        if (members.Sum("currentReplicas") is var current and not 0)
        {
            status["currentReplicas"] = current;
        }

        return status;
    }
}
