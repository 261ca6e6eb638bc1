using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Objects;

namespace Sampan.Controllers.Scheduling;

/// <summary>The events.k8s.io/v1 events that kube-scheduler records. One that repeats becomes a series instead of another event.</summary>
internal sealed class SchedulingEvents(ICluster cluster, string schedulerName, TimeProvider time)
{
    private const int LongestNote = 1024;
    private readonly Dictionary<(string Reason, PodInfo Pod), (string Name, int Count)> _recorded = [];

    /// <summary>Pod default/web was bound to a node.</summary>
    public ValueTask ScheduledAsync(PodInfo pod, string nodeName, CancellationToken cancellationToken) =>
        RecordAsync(pod, "Normal", "Scheduled", "Binding", $"Successfully assigned {pod.Id} to {nodeName}", null, cancellationToken);

    /// <summary>A pod fits nowhere.</summary>
    public ValueTask FailedAsync(PodInfo pod, string message, CancellationToken cancellationToken) =>
        RecordAsync(pod, "Warning", "FailedScheduling", "Scheduling", message, null, cancellationToken);

    /// <summary>A pod has to leave a node for a more important one.</summary>
    public ValueTask PreemptedAsync(PodInfo victim, PodInfo by, string nodeName, CancellationToken cancellationToken) =>
        RecordAsync(victim, "Normal", "Preempted", "Preempting", $"Preempted by pod {by.Uid} on node {nodeName}", by, cancellationToken);

    private async ValueTask RecordAsync(PodInfo pod, string type, string reason, string action, string note, PodInfo? related, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var key = (reason, pod);
        if (_recorded.TryGetValue(key, out var recorded))
        {
            _recorded[key] = recorded with { Count = recorded.Count + 1 };
            await ContinueSeriesAsync(pod, recorded.Name, recorded.Count + 1, now, cancellationToken);
            return;
        }

        // kube-scheduler's names: the pod's and the time in hexadecimal nanoseconds.
        var name = string.Create(CultureInfo.InvariantCulture, $"{pod.Name}.{(now - DateTimeOffset.UnixEpoch).Ticks * 100:x}");
        var @event = new JsonObject
        {
            ["apiVersion"] = "events.k8s.io/v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = pod.Namespace },
            ["eventTime"] = KubernetesTime.FormatMicro(now),
            ["reportingController"] = schedulerName,
            ["reportingInstance"] = schedulerName + "-sampan",
            ["action"] = action,
            ["reason"] = reason,
            ["regarding"] = Reference(pod),
            ["note"] = note.Length <= LongestNote ? note : note[..LongestNote],
            ["type"] = type,
        };
        if (related is not null)
        {
            @event["related"] = Reference(related);
        }

        await cluster.CreateAsync(SchedulingTypes.Events, KubernetesObject.From(@event), WriteOptions.By(schedulerName), cancellationToken);
        if (reason == "FailedScheduling")
        {
            _recorded[key] = (name, 1);
        }
    }

    /// <summary>Forgets the series of a pod that is gone or scheduled.</summary>
    public void Forget(PodInfo pod) => _recorded.Remove(("FailedScheduling", pod));

    private async ValueTask ContinueSeriesAsync(PodInfo pod, string name, int count, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var series = new JsonObject { ["series"] = new JsonObject { ["count"] = count, ["lastObservedTime"] = KubernetesTime.FormatMicro(now) } };
        await cluster.PatchAsync(
            SchedulingTypes.Events,
            new NamespacedName(pod.Namespace, name),
            new Patch(PatchType.Merge, series.ToUtf8Bytes()),
            WriteOptions.By(schedulerName),
            cancellationToken);
    }

    private static JsonObject Reference(PodInfo pod) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["namespace"] = pod.Namespace,
        ["name"] = pod.Name,
        ["uid"] = pod.Uid,
    };
}
