using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Status;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Eviction;

/// <summary>
/// Decides when a binding leaves the members that it is being evicted from: once what replaces it is healthy, or the
/// grace period is over.
/// </summary>
public static class GracefulEviction
{
    /// <summary>How long a task may last where it does not say so itself.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);

    /// <summary>Assesses a binding's tasks.</summary>
    /// <param name="binding">The ResourceBinding or ClusterResourceBinding.</param>
    /// <param name="timeout">How long a task may last where it does not say so itself.</param>
    /// <param name="time">The clock.</param>
    public static EvictionAssessment Assess(KubernetesObject binding, TimeSpan timeout, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var spec = binding.Root.Member("spec") ?? default;
        var replaced = IsReplaced(binding, spec);
        JsonArray kept = [];
        List<string> evicted = [];
        TimeSpan? retry = null;
        foreach (var task in spec.Items("gracefulEvictionTasks"))
        {
            var created = StatusTime.Read(task, "creationTimestamp");
            var deadline = (created ?? now) + (task.Integer("gracePeriodSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : timeout);
            var suppressed = task.Boolean("suppressDeletion");
            if (created is not null && !(suppressed ?? (now < deadline && !replaced)))
            {
                evicted.Add(task.StringOrEmpty("fromCluster"));
                continue;
            }

            kept.Add(created is null ? Started(task, now) : JsonNode.Parse(task.GetRawText()));
            if (suppressed is null && (retry is null || deadline - now < retry))
            {
                retry = deadline - now;
            }
        }

        return new EvictionAssessment(kept, evicted, retry);
    }

    // A status from before the last scheduling says nothing about what was scheduled.
    private static bool IsReplaced(KubernetesObject binding, JsonElement spec)
    {
        var status = binding.Root.Member("status") ?? default;
        if ((status.Integer("schedulerObservedGeneration") ?? 0) != binding.Metadata.Generation)
        {
            return false;
        }

        var health = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in status.Items("aggregatedStatus"))
        {
            health.TryAdd(item.StringOrEmpty("clusterName"), item.StringOrEmpty("health"));
        }

        return spec.Items("clusters").All(target => health.GetValueOrDefault(target.StringOrEmpty("name")) == "Healthy");
    }

    private static JsonObject Started(JsonElement task, DateTimeOffset now)
    {
        var started = JsonNode.Parse(task.GetRawText())!.AsObject();
        started["creationTimestamp"] = StatusTime.Write(now);
        return started;
    }
}
