using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.Jobs;

/// <summary>Computes a Job's status.</summary>
internal static class JobStatus
{
    public static JsonObject Compute(JobState job, JobProgress progress, int active, IReadOnlyList<Condition> conditions, bool isStarted, DateTimeOffset now)
    {
        var status = new JsonObject();
        if (conditions.Count > 0)
        {
            status["conditions"] = WithProbeTimes(conditions);
        }

        if (job.StartTime is { } start || isStarted)
        {
            status["startTime"] = KubernetesTime.Format(job.StartTime ?? now);
        }

        if (conditions.Find("Complete") is { Status: Condition.True, LastTransitionTime: { } end })
        {
            status["completionTime"] = KubernetesTime.Format(end);
        }

        AddUnlessZero(status, "active", active);
        AddUnlessZero(status, "succeeded", progress.CountedSuccesses);
        AddUnlessZero(status, "failed", progress.CountedFailures);
        status["terminating"] = progress.Terminating;
        if (job.IsIndexed && progress.CompletedIndexes.Count > 0)
        {
            status["completedIndexes"] = IndexRanges.Format(progress.CompletedIndexes);
        }

        status["uncountedTerminatedPods"] = Noted(progress);
        status["ready"] = progress.Ready;
        return status;
    }

    private static JsonObject Noted(JobProgress progress)
    {
        var noted = new JsonObject();
        foreach (var (name, uids) in (ReadOnlySpan<(string, IReadOnlyList<string>)>)[("succeeded", progress.NotedSuccesses), ("failed", progress.NotedFailures)])
        {
            if (uids.Count > 0)
            {
                noted[name] = new JsonArray([.. uids.Select(uid => (JsonNode)uid)]);
            }
        }

        return noted;
    }

    private static JsonArray WithProbeTimes(IReadOnlyList<Condition> conditions)
    {
        var json = new JsonArray();
        foreach (var condition in conditions)
        {
            var entry = condition.ToJson();
            if (condition.LastTransitionTime is { } time)
            {
                entry["lastProbeTime"] = KubernetesTime.Format(time);
            }

            json.Add((JsonNode)entry);
        }

        return json;
    }

    private static void AddUnlessZero(JsonObject status, string name, int value)
    {
        if (value != 0)
        {
            status[name] = value;
        }
    }
}
