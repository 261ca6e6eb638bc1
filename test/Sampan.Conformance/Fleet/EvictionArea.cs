using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Eviction;
using Sampan.Kubernetes.Objects;

namespace Sampan.Conformance.Fleet;

/// <summary>What becomes of graceful eviction tasks.</summary>
internal sealed class EvictionArea : IConformanceArea
{
    public string Name => "fleet-eviction";

    public IEnumerable<ConformanceCase> Cases(string corpus) => FleetCases.Read(corpus, "eviction.jsonl", Compare);

    private static string? Compare(JsonElement @case)
    {
        var got = GracefulEviction.Assess(Binding(@case), TimeSpan.FromSeconds(@case.Integer("timeoutSeconds") ?? 0), FixedTime.Instance);
        var expect = @case.GetProperty("expect");
        var kept = new JsonArray([.. got.Kept.Select(task => Kept(task!, @case))]);
        var retry = got.RetryAfter?.TotalSeconds ?? 0;
        return FleetJson.Difference(FleetJson.Draft(expect.GetProperty("kept")), kept)
            ?? FleetJson.Difference(FleetJson.Draft(expect.GetProperty("evictedClusters")), new JsonArray([.. got.Evicted.Select(cluster => JsonValue.Create(cluster))]))
            ?? (retry == (expect.Integer("requeueAfterSeconds") ?? 0) ? null : $"requeueAfterSeconds: expected {expect.Integer("requeueAfterSeconds")}, got {retry}");
    }

    private static KubernetesObject Binding(JsonElement @case)
    {
        JsonArray tasks = [];
        foreach (var entry in @case.Items("tasks"))
        {
            var task = FleetJson.Draft(entry)!.AsObject();
            if (entry.Integer("createdSecondsAgo") is { } seconds)
            {
                task.Remove("createdSecondsAgo");
                task["creationTimestamp"] = FixedTime.Ago(seconds);
            }

            tasks.Add((JsonNode)task);
        }

        return KubernetesObject.From(new JsonObject
        {
            ["metadata"] = new JsonObject { ["generation"] = 2 },
            ["spec"] = new JsonObject { ["clusters"] = FleetJson.Draft(@case.GetProperty("scheduleResult")), ["gracefulEvictionTasks"] = tasks },
            ["status"] = new JsonObject
            {
                ["aggregatedStatus"] = FleetJson.Draft(@case.GetProperty("aggregatedStatus")),
                ["schedulerObservedGeneration"] = @case.Boolean("hasScheduled") == true ? 2 : 1,
            },
        });
    }

    private static JsonObject Kept(JsonNode task, JsonElement @case)
    {
        var cluster = task["fromCluster"]!.ToString();
        var kept = new JsonObject { ["fromCluster"] = cluster };
        if (task["creationTimestamp"]!.ToString() == FixedTime.Text
            && @case.Items("tasks").Any(given => given.StringOrEmpty("fromCluster") == cluster && given.Integer("createdSecondsAgo") is null))
        {
            kept["creationTimestampSetToNow"] = true;
        }

        return kept;
    }
}
