using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Status;

/// <summary>Status of a PodDisruptionBudget: counters are summed; disrupted pods are named <c>member/pod</c>.</summary>
internal static class PodDisruptionBudgetAggregation
{
    public static JsonObject Aggregate(MemberStatuses members)
    {
        JsonObject status = [];
        foreach (var counter in (ReadOnlySpan<string>)["disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods"])
        {
            status[counter] = members.Sum(counter);
        }

        JsonObject disrupted = [];
        foreach (var member in members.Reported)
        {
            foreach (var (pod, time) in member.Status.StringMap("disruptedPods"))
            {
                disrupted[$"{member.Cluster}/{pod}"] = time;
            }
        }

        if (disrupted.Count > 0)
        {
            status["disruptedPods"] = disrupted;
        }

        return status;
    }
}
