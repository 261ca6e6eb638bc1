using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>The state of a pod in one word, and its containers counted, as <c>kubectl get pods</c> shows them.</summary>
internal sealed class PodSummary
{
    private readonly JsonElement _spec;
    private readonly JsonElement _status;
    private readonly HashSet<string> _sidecars = new(StringComparer.Ordinal);

    private PodSummary(JsonElement root)
    {
        _spec = root.Spec();
        _status = root.Status();
        Reason = _status.String("reason") ?? _status.StringOrEmpty("phase");
    }

    public string Reason { get; private set; }

    public int Ready { get; private set; }

    public int Total { get; private set; }

    public long Restarts { get; private set; }

    public DateTimeOffset? LastRestart { get; private set; }

    public static PodSummary Of(JsonElement root)
    {
        var summary = new PodSummary(root);
        summary.CountContainers();
        if (summary._status.Condition("PodScheduled")?.StringOrEmpty("reason") == "SchedulingGated")
        {
            summary.Reason = "SchedulingGated";
        }

        if (!summary.IsInitializing() || summary._status.HasCondition("Initialized"))
        {
            summary.ReadContainers();
        }

        if (root.IsDeleted())
        {
            if (summary._status.StringOrEmpty("reason") == "NodeLost")
            {
                summary.Reason = "Unknown";
            }
            else if (summary._status.StringOrEmpty("phase") is not ("Succeeded" or "Failed"))
            {
                summary.Reason = "Terminating";
            }
        }

        return summary;
    }

    private void CountContainers()
    {
        Total = _spec.Count("containers");
        foreach (var container in _spec.Items("initContainers"))
        {
            // A sidecar is an init container that goes on running.
            if (container.StringOrEmpty("restartPolicy") == "Always")
            {
                _sidecars.Add(container.StringOrEmpty("name"));
                Total++;
            }
        }
    }

    /// <summary>Whether an init container is not through; the first such container is the pod's state.</summary>
    private bool IsInitializing()
    {
        var index = -1;
        var (sidecarRestarts, sidecarLast) = (0L, (DateTimeOffset?)null);
        foreach (var container in _status.Items("initContainerStatuses"))
        {
            index++;
            AddRestarts(container);
            var isSidecar = _sidecars.Contains(container.StringOrEmpty("name"));
            if (isSidecar)
            {
                sidecarRestarts += container.Integer("restartCount") ?? 0;
                sidecarLast = Later(sidecarLast, LastEnd(container));
            }

            var terminated = container.Member("state", "terminated");
            if (terminated is { } ended && (ended.Integer("exitCode") ?? 0) == 0)
            {
                continue;
            }

            if (isSidecar && container.Boolean("started") == true)
            {
                Ready += container.Boolean("ready") == true ? 1 : 0;
                continue;
            }

            Reason = "Init:" + InitReason(container, terminated, index);
            return true;
        }

        (Restarts, LastRestart) = (sidecarRestarts, sidecarLast);
        return false;
    }

    private string InitReason(JsonElement container, JsonElement? terminated, int index)
    {
        if (terminated is { } ended)
        {
            return EndReason(ended);
        }

        return container.Member("state", "waiting")?.String("reason") is { Length: > 0 } waiting && waiting != "PodInitializing"
            ? waiting
            : $"{index}/{_spec.Count("initContainers")}";
    }

    private void ReadContainers()
    {
        var hasRunning = false;
        foreach (var container in _status.Items("containerStatuses").Reverse())
        {
            AddRestarts(container);
            if (container.Member("state", "waiting")?.String("reason") is { Length: > 0 } waiting)
            {
                Reason = waiting;
            }
            else if (container.Member("state", "terminated") is { } ended)
            {
                Reason = EndReason(ended);
            }
            else if (container.Boolean("ready") == true && container.Member("state", "running") is not null)
            {
                hasRunning = true;
                Ready++;
            }
        }

        if (Reason == "Completed" && hasRunning)
        {
            Reason = _status.HasCondition("Ready") ? "Running" : "NotReady";
        }
    }

    private void AddRestarts(JsonElement container)
    {
        Restarts += container.Integer("restartCount") ?? 0;
        LastRestart = Later(LastRestart, LastEnd(container));
    }

    private static string EndReason(JsonElement terminated)
    {
        if (terminated.String("reason") is { Length: > 0 } reason)
        {
            return reason;
        }

        return terminated.Integer("signal") is { } signal and not 0 ? $"Signal:{signal}" : $"ExitCode:{terminated.Integer("exitCode") ?? 0}";
    }

    private static DateTimeOffset? LastEnd(JsonElement container) =>
        HumanDuration.TryParse(container.Member("lastState", "terminated")?.String("finishedAt"), out var time) ? time : null;

    private static DateTimeOffset? Later(DateTimeOffset? left, DateTimeOffset? right) => left is null || right > left ? right : left;
}
