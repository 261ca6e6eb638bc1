using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Pods;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Nodes;

/// <summary>The pod status that a kubelet reports at each stage of a pod's life.</summary>
internal sealed class PodStatusReport(KubernetesObject pod, string hostAddress, string podAddress, DateTimeOffset now)
{
    private readonly JsonElement _spec = pod.Root.Member("spec") ?? default;
    private readonly IReadOnlyList<Condition> _current = Conditions.Of(pod);

    /// <summary>The pod is on the node, its containers are not there yet.</summary>
    public JsonObject Creating()
    {
        var status = Begin(PodReading.Pending);
        AddConditions(
            status,
            [
                ("PodReadyToStartContainers", Condition.False, "", ""),
                HasInitContainers ? ("Initialized", Condition.False, "ContainersNotInitialized", $"containers with incomplete status: {Names("initContainers")}") : ("Initialized", Condition.True, "", ""),
                ("Ready", Condition.False, "ContainersNotReady", $"containers with unready status: {Names("containers")}"),
                ("ContainersReady", Condition.False, "ContainersNotReady", $"containers with unready status: {Names("containers")}"),
            ]);
        var reason = HasInitContainers ? "PodInitializing" : "ContainerCreating";
        AddContainers(status, "initContainerStatuses", "initContainers", container => Waiting(container, "PodInitializing"));
        AddContainers(status, "containerStatuses", "containers", container => Waiting(container, reason));
        return status;
    }

    /// <summary>All containers run; those that only prepare have ended.</summary>
    public JsonObject Running()
    {
        var status = Begin(PodReading.Running);
        AddAddresses(status);
        var waitsForGate = _spec.Items("readinessGates").Select(gate => gate.StringOrEmpty("conditionType")).FirstOrDefault(gate => _current.Find(gate)?.Status != Condition.True);
        AddConditions(
            status,
            [
                ("PodReadyToStartContainers", Condition.True, "", ""),
                ("Initialized", Condition.True, "", ""),
                waitsForGate is null
                    ? ("Ready", Condition.True, "", "")
                    : ("Ready", Condition.False, "ReadinessGatesNotReady", $"corresponding condition of pod readiness gate \"{waitsForGate}\" does not exist."),
                ("ContainersReady", Condition.True, "", ""),
            ]);
        AddContainers(status, "initContainerStatuses", "initContainers", container => IsSidecar(container) ? Started(container) : Ended(container, 0, isReady: true));
        AddContainers(status, "containerStatuses", "containers", Started);
        AddResources(_spec, status);
        return status;
    }

    /// <summary>All containers have ended with a code.</summary>
    public JsonObject Completed(int exitCode)
    {
        var succeeded = exitCode == 0;
        var status = Begin(succeeded ? PodReading.Succeeded : PodReading.Failed);
        AddAddresses(status);
        var reason = succeeded ? "PodCompleted" : "PodFailed";
        AddConditions(
            status,
            [
                ("PodReadyToStartContainers", Condition.False, "", ""),
                ("Initialized", Condition.True, succeeded ? reason : "", ""),
                ("Ready", Condition.False, reason, ""),
                ("ContainersReady", Condition.False, reason, ""),
            ]);
        AddContainers(status, "initContainerStatuses", "initContainers", container => Ended(container, 0, isReady: true));
        AddContainers(status, "containerStatuses", "containers", container => Ended(container, exitCode, isReady: false));
        return status;
    }

    private bool HasInitContainers => _spec.Items("initContainers").Any();

    private JsonObject Begin(string phase)
    {
        var status = Drafts.Of(pod.Root.Member("status"));
        status["phase"] = phase;
        status["hostIP"] = hostAddress;
        status["hostIPs"] = Addresses(hostAddress);
        status["startTime"] ??= KubernetesTime.Format(now);
        if (pod.Metadata.Generation > 0)
        {
            status["observedGeneration"] = pod.Metadata.Generation;
        }

        return status;
    }

    private void AddAddresses(JsonObject status)
    {
        status["podIP"] = podAddress;
        status["podIPs"] = Addresses(podAddress);
    }

    private static JsonArray Addresses(string address) => new(new JsonObject { ["ip"] = address });

    private void AddConditions(JsonObject status, ReadOnlySpan<(string Type, string Status, string Reason, string Message)> own)
    {
        var conditions = new JsonArray();
        HashSet<string> written = [];
        foreach (var (type, value, reason, message) in own)
        {
            conditions.Add((JsonNode)ToJson(type, value, reason, message));
            written.Add(type);
        }

        conditions.Add((JsonNode)ToJson("PodScheduled", Condition.True, "", ""));
        written.Add("PodScheduled");
        foreach (var entry in (pod.Root.Member("status") ?? default).Items("conditions"))
        {
            // Whoever starts or ends is no longer resized.
            if (!written.Contains(entry.StringOrEmpty("type")) && entry.StringOrEmpty("type") is not (PodResize.Pending or PodResize.InProgress))
            {
                conditions.Add((JsonNode)Drafts.Of(entry));
            }
        }

        status["conditions"] = conditions;
    }

    private JsonObject ToJson(string type, string value, string reason, string message)
    {
        var since = _current.Find(type) is { } before && before.Status == value ? before.LastTransitionTime : now;
        var json = new JsonObject { ["type"] = type, ["status"] = value };
        if (pod.Metadata.Generation > 0)
        {
            json["observedGeneration"] = pod.Metadata.Generation;
        }

        json["lastProbeTime"] = null;
        json["lastTransitionTime"] = KubernetesTime.Format(since ?? now);
        AddUnlessEmpty(json, "reason", reason);
        AddUnlessEmpty(json, "message", message);
        return json;
    }

    private void AddContainers(JsonObject status, string field, string specField, Func<JsonElement, JsonObject> report)
    {
        var reports = new JsonArray();
        foreach (var container in _spec.Items(specField))
        {
            reports.Add((JsonNode)report(container));
        }

        if (reports.Count > 0)
        {
            status[field] = reports;
        }
    }

    private JsonObject Waiting(JsonElement container, string reason) =>
        Report(container, new JsonObject { ["waiting"] = new JsonObject { ["reason"] = reason } }, container.StringOrEmpty("image"), "", "", isReady: false, isStarted: false);

    private JsonObject Started(JsonElement container) => WithResources(container, Report(
        container,
        new JsonObject { ["running"] = new JsonObject { ["startedAt"] = KubernetesTime.Format(now) } },
        ContainerImages.FullName(container.StringOrEmpty("image")),
        ContainerImages.Id(container.StringOrEmpty("image")),
        ContainerId(container),
        isReady: true,
        isStarted: true));

    private JsonObject Ended(JsonElement container, int exitCode, bool isReady) => WithResources(container, Report(
        container,
        new JsonObject
        {
            ["terminated"] = new JsonObject
            {
                ["exitCode"] = exitCode,
                ["reason"] = exitCode == 0 ? "Completed" : "Error",
                ["startedAt"] = (pod.Root.Member("status") ?? default).String("startTime") ?? KubernetesTime.Format(now),
                ["finishedAt"] = KubernetesTime.Format(now),
                ["containerID"] = ContainerId(container),
            },
        },
        ContainerImages.FullName(container.StringOrEmpty("image")),
        ContainerImages.Id(container.StringOrEmpty("image")),
        ContainerId(container),
        isReady,
        isStarted: false));

    private string ContainerId(JsonElement container) => ContainerImages.ContainerId(pod.Metadata.Uid, container.StringOrEmpty("name"), Reported(container).Integer("restartCount") ?? 0);

    /// <summary>What the status says of a container until now.</summary>
    private JsonElement Reported(JsonElement container)
    {
        var status = pod.Root.Member("status") ?? default;
        return status.Items("containerStatuses").Concat(status.Items("initContainerStatuses")).FirstOrDefault(report => report.StringOrEmpty("name") == container.StringOrEmpty("name"));
    }

    private static bool IsSidecar(JsonElement container) => container.StringOrEmpty("restartPolicy") == "Always";

    private JsonObject Report(JsonElement container, JsonObject state, string image, string imageId, string containerId, bool isReady, bool isStarted)
    {
        var report = new JsonObject
        {
            ["name"] = container.StringOrEmpty("name"),
            ["state"] = state,
            ["lastState"] = Drafts.Of(Reported(container).Member("lastState")),
            ["ready"] = isReady,
            ["restartCount"] = Reported(container).Integer("restartCount") ?? 0,
            ["image"] = image,
            ["imageID"] = imageId,
        };
        AddUnlessEmpty(report, "containerID", containerId);
        report["started"] = isStarted;
        return report;
    }

    private static JsonObject WithResources(JsonElement container, JsonObject report)
    {
        report["resources"] = new JsonObject();
        AddResources(container, report);
        return report;
    }

    // What a container, or the pod as a whole, has been given: all that it wants, when it starts.
    private static void AddResources(JsonElement owner, JsonObject report)
    {
        if (owner.Member("resources", "requests") is { } requests)
        {
            report["allocatedResources"] = Drafts.Of(requests);
        }

        if (owner.Member("resources") is { } resources)
        {
            report["resources"] = Drafts.Of(resources);
        }
    }

    private string Names(string field) => $"[{string.Join(' ', _spec.Items(field).Select(container => container.StringOrEmpty("name")))}]";

    private static void AddUnlessEmpty(JsonObject target, string name, string value)
    {
        if (value.Length > 0)
        {
            target[name] = value;
        }
    }
}
