using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Status;

/// <summary>
/// Status of workloads: counters are summed, and <c>observedGeneration</c> becomes the template's generation once every
/// member has observed it. Conditions and the like stay as they are.
/// </summary>
/// <param name="counters">The counters of the kind.</param>
/// <param name="always">Those of them that are written even when they are 0.</param>
/// <param name="comparesWithTemplate">Whether a member's template generation is compared with the template's own.</param>
/// <param name="conditionsHaveUpdateTime">Whether the kind's conditions have a <c>lastUpdateTime</c>.</param>
internal sealed class WorkloadCounters(string[] counters, string[] always, bool comparesWithTemplate = true, bool conditionsHaveUpdateTime = false)
{
    public static readonly WorkloadCounters Deployment =
        new(["replicas", "readyReplicas", "updatedReplicas", "availableReplicas", "unavailableReplicas"], [], conditionsHaveUpdateTime: true);

    public static readonly WorkloadCounters ReplicaSet = new(["replicas", "readyReplicas", "availableReplicas"], ["replicas"]);

    /// <remarks>Upstream compares a StatefulSet's two generations on the member with each other, not with the template's.</remarks>
    public static readonly WorkloadCounters StatefulSet = new(
        ["replicas", "readyReplicas", "updatedReplicas", "availableReplicas", "currentReplicas"],
        ["replicas", "availableReplicas"],
        comparesWithTemplate: false);

    public static readonly WorkloadCounters DaemonSet = new(
        [
            "currentNumberScheduled", "desiredNumberScheduled", "numberMisscheduled", "numberReady",
            "updatedNumberScheduled", "numberAvailable", "numberUnavailable",
        ],
        ["currentNumberScheduled", "desiredNumberScheduled", "numberMisscheduled", "numberReady"]);

    private const string ObservedGeneration = "observedGeneration";

    public JsonObject? Aggregate(KubernetesObject template, MemberStatuses members)
    {
        var old = template.Root.Member("status") ?? default;
        var oldGeneration = old.Integer(ObservedGeneration) ?? 0;
        var generation = ObservedByAll(template, members) ? template.Metadata.Generation : oldGeneration;
        var sums = counters.ToDictionary(counter => counter, members.Sum);
        if (generation == oldGeneration && sums.All(sum => sum.Value == (old.Integer(sum.Key) ?? 0)))
        {
            return null;
        }

        var status = Kept(old);
        Write(status, ObservedGeneration, generation);
        foreach (var (counter, sum) in sums)
        {
            Write(status, counter, sum);
        }

        return status;
    }

    // What no counter speaks of stays, in the fields that the kind's conditions have.
    private JsonObject Kept(JsonElement old)
    {
        var status = old.ValueKind == JsonValueKind.Object ? JsonNode.Parse(old.GetRawText())!.AsObject() : [];
        foreach (var condition in status["conditions"] as JsonArray ?? [])
        {
            if (!conditionsHaveUpdateTime)
            {
                (condition as JsonObject)?.Remove("lastUpdateTime");
            }
        }

        return status;
    }

    private bool ObservedByAll(KubernetesObject template, MemberStatuses members)
    {
        var observed = members.Reported.Count(member =>
        {
            var generation = member.Status.Integer("generation") ?? 0;
            var wanted = comparesWithTemplate ? template.Metadata.Generation : generation;
            return (member.Status.Integer(ObservedGeneration) ?? 0) >= generation
                && (member.Status.Integer("resourceTemplateGeneration") ?? 0) >= wanted;
        });
        return observed == members.Count;
    }

    private void Write(JsonObject status, string field, long value)
    {
        if (value == 0 && !always.Contains(field))
        {
            status.Remove(field);
        }
        else
        {
            status[field] = value;
        }
    }
}
