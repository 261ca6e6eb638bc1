using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Status;

/// <summary>
/// Status of a Job: pods are summed; failed as soon as one member's Job failed, complete once all are. A finished
/// Job's status never changes again.
/// </summary>
internal static class JobAggregation
{
    public static JsonObject? Aggregate(KubernetesObject template, MemberStatuses members, TimeProvider time)
    {
        var old = template.Root.Member("status") ?? default;
        if (Has(old, "Complete") || Has(old, "Failed"))
        {
            return null;
        }

        JsonObject status = [];
        foreach (var counter in (ReadOnlySpan<string>)["active", "succeeded", "failed"])
        {
            if (members.Sum(counter) is var sum and not 0)
            {
                status[counter] = sum;
            }
        }

        if (Conditions(members, time) is { Count: > 0 } conditions)
        {
            status["conditions"] = conditions;
        }

        AddStart(status, old, members);
        AddCompletion(status, members);
        return status;
    }

    private static JsonArray Conditions(MemberStatuses members, TimeProvider time)
    {
        JsonArray conditions = [];
        var failed = members.Reported.Where(member => Finish(member.Status) == "Failed").Select(member => member.Cluster).ToList();
        if (failed.Count > 0)
        {
            conditions.Add((JsonNode)Condition("Failed", "JobFailed", $"Job executed failed in member clusters {string.Join(',', failed)}", time));
        }

        if (members.Count > 0 && members.Reported.Count(member => Finish(member.Status) == "Complete") == members.Count)
        {
            conditions.Add((JsonNode)Condition("Complete", "Completed", "Job completed", time));
            if (members.Reported.All(member => Has(member.Status, "SuccessCriteriaMet")))
            {
                conditions.Add((JsonNode)Condition("SuccessCriteriaMet", "CompletionsReached", "All member clusters have met success criteria", time));
            }
        }

        return conditions;
    }

    // The start is known once every member has started, and is kept from then on.
    private static void AddStart(JsonObject status, JsonElement old, MemberStatuses members)
    {
        var start = old.String("startTime");
        var started = members.Reported.Where(member => StatusTime.Read(member.Status, "startTime") is not null).ToList();
        if (start is null && started.Count > 0 && started.Count == members.Count)
        {
            start = started.MinBy(member => StatusTime.Read(member.Status, "startTime")).Status.String("startTime");
        }

        if (start is not null)
        {
            status["startTime"] = start;
        }
    }

    private static void AddCompletion(JsonObject status, MemberStatuses members)
    {
        var completed = members.Reported.Where(member => StatusTime.Read(member.Status, "completionTime") is not null).ToList();
        if (completed.Count > 0 && completed.Count == members.Count)
        {
            status["completionTime"] = completed.MaxBy(member => StatusTime.Read(member.Status, "completionTime")).Status.String("completionTime");
        }
    }

    private static string? Finish(JsonElement status)
    {
        foreach (var condition in status.Items("conditions"))
        {
            if (condition.String("type") is "Complete" or "Failed" && condition.String("status") == "True")
            {
                return condition.String("type");
            }
        }

        return null;
    }

    private static bool Has(JsonElement status, string type) => status.Items("conditions")
        .Any(condition => condition.String("type") == type && condition.String("status") == "True");

    private static JsonObject Condition(string type, string reason, string message, TimeProvider time) => new JsonObject
    {
        ["type"] = type,
        ["status"] = "True",
        ["lastProbeTime"] = StatusTime.Now(time),
        ["lastTransitionTime"] = StatusTime.Now(time),
        ["reason"] = reason,
        ["message"] = message,
    };
}
