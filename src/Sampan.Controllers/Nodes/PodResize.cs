using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Nodes;

/// <summary>
/// The in-place resize of a running pod, as a kubelet reports it: what a container wants stands in the spec, what the node
/// has set aside for it in <c>allocatedResources</c>, what it has in <c>resources</c>; two conditions say how far the way is.
/// </summary>
internal sealed class PodResize(KubernetesObject pod, DateTimeOffset now)
{
    public const string Pending = "PodResizePending";
    public const string InProgress = "PodResizeInProgress";

    private static readonly (string Statuses, string Containers)[] Lists = [("containerStatuses", "containers"), ("initContainerStatuses", "initContainers")];

    // The conditions that are the node's own, and of the generation that it has seen.
    private static readonly string[] Own = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled", Pending, InProgress];

    private readonly JsonElement _spec = pod.Root.Member("spec") ?? default;

    /// <summary>Whether a pod wants other resources than it is reported to have.</summary>
    public static bool IsWanted(KubernetesObject pod) =>
        Containers(pod).Any(pair => pair.Status.Member("resources") is { } resources && !IsSame(resources, pair.Container.Member("resources")))
        || (pod.Root.Member("spec", "resources") is { } whole && pod.Root.Member("status", "resources") is { } held && !IsSame(whole, held));

    /// <summary>Whether the node has not yet said of a running pod what it has or which generation of it is seen.</summary>
    public static bool IsUnreported(KubernetesObject pod) =>
        (pod.Root.Member("status")?.Integer("observedGeneration") ?? 0) < pod.Metadata.Generation
        || Containers(pod).Any(pair => pair.Status.Member("resources") is null)
        || (pod.Root.Member("spec", "resources") is not null && pod.Root.Member("status", "resources") is null);

    /// <summary>Whether a node sets aside something else for a pod than before.</summary>
    public static bool HoldsOther(KubernetesObject before, KubernetesObject after) => !SetAside(before).SequenceEqual(SetAside(after));

    /// <summary>The status of a pod that the node has looked at, without any change of its resources.</summary>
    public JsonObject Observed()
    {
        var status = Begin();
        foreach (var (report, container) in Reports(status))
        {
            report["resources"] ??= Resources(container);
        }

        if (_spec.Member("resources") is { } whole)
        {
            status["resources"] ??= Drafts.Of(whole);
        }

        // Of a resize that is taken back while it is under way nothing stays set aside.
        Allocate(status);
        SetConditions(status);
        return status;
    }

    /// <summary>The status of a pod that cannot be resized, now or ever. A resize that was under way ends with that: what was set aside for it goes back.</summary>
    /// <param name="reason"><c>Deferred</c> or <c>Infeasible</c>.</param>
    /// <param name="message">What the node lacks.</param>
    public JsonObject Refused(string reason, string message)
    {
        var status = Begin();
        foreach (var (report, _) in Reports(status))
        {
            GiveBack(report);
        }

        GiveBack(status);
        SetConditions(status, Pending, reason, message);
        return status;
    }

    /// <summary>The status of a pod for which the node has set aside what it wants.</summary>
    public JsonObject Allocated()
    {
        var status = Begin();
        Allocate(status);
        SetConditions(status, InProgress);
        return status;
    }

    /// <summary>The status of a pod that has what it wants: containers that must be started again for it have been.</summary>
    public JsonObject Actuated()
    {
        var status = Begin();
        Allocate(status);
        foreach (var (report, container) in Reports(status))
        {
            if (NeedsRestart(report, container))
            {
                Restart(report, container);
            }

            report["resources"] = Resources(container);
        }

        if (_spec.Member("resources") is { } whole)
        {
            status["resources"] = Drafts.Of(whole);
        }

        SetConditions(status);
        return status;
    }

    /// <summary>The containers that a resize starts again, by the paths of their lists.</summary>
    public IEnumerable<(string List, string Name)> Restarted()
    {
        var status = Drafts.Of(pod.Root.Member("status"));
        foreach (var (statuses, containers) in Lists)
        {
            foreach (var (report, container) in Reports(status, statuses, containers).Where(pair => NeedsRestart(pair.Report, pair.Container)))
            {
                yield return (containers, container.StringOrEmpty("name"));
            }
        }
    }

    /// <summary>What a pod wants, as the events of a resize say it.</summary>
    /// <param name="error">Why it cannot be; null where it can.</param>
    public string Summary(string? error = null)
    {
        var summary = new JsonObject();
        if (_spec.Member("resources") is { } whole)
        {
            summary["resources"] = Drafts.Of(whole);
        }

        foreach (var list in (ReadOnlySpan<string>)["initContainers", "containers"])
        {
            var containers = new JsonArray();
            foreach (var container in _spec.Items(list))
            {
                containers.Add((JsonNode)new JsonObject { ["name"] = container.StringOrEmpty("name"), ["resources"] = Resources(container) });
            }

            if (containers.Count > 0)
            {
                summary[list] = containers;
            }
        }

        summary["generation"] = pod.Metadata.Generation;
        if (error is not null)
        {
            summary["error"] = error;
        }

        return Encoding.UTF8.GetString(summary.ToUtf8Bytes());
    }

    private JsonObject Begin()
    {
        var status = Drafts.Of(pod.Root.Member("status"));
        if (pod.Metadata.Generation == 0)
        {
            return status;
        }

        status["observedGeneration"] = pod.Metadata.Generation;
        foreach (var condition in (status["conditions"] as JsonArray ?? []).OfType<JsonObject>().Where(condition => Own.Contains(condition["type"]?.ToString())))
        {
            condition["observedGeneration"] = pod.Metadata.Generation;
        }

        return status;
    }

    private void Allocate(JsonObject status)
    {
        foreach (var (report, container) in Reports(status))
        {
            SetOrRemove(report, "allocatedResources", container.Member("resources", "requests"));
        }

        SetOrRemove(status, "allocatedResources", _spec.Member("resources", "requests"));
    }

    private static void GiveBack(JsonObject owner)
    {
        owner.Remove("allocatedResources");
        if (owner["resources"]?["requests"] is { } held)
        {
            owner["allocatedResources"] = held.DeepClone();
        }
    }

    // Of the two conditions of a resize only the one that holds is left.
    private void SetConditions(JsonObject status, string type = "", string reason = "", string message = "")
    {
        if (status["conditions"] is not JsonArray conditions)
        {
            status["conditions"] = conditions = [];
        }

        var known = conditions.OfType<JsonObject>().FirstOrDefault(condition => condition["type"]?.ToString() == type);
        foreach (var condition in conditions.OfType<JsonObject>().Where(condition => condition["type"]?.ToString() is Pending or InProgress).ToList())
        {
            conditions.Remove(condition);
        }

        if (type.Length > 0)
        {
            var condition = new JsonObject { ["type"] = type, ["observedGeneration"] = pod.Metadata.Generation, ["status"] = Condition.True, ["lastProbeTime"] = null };
            condition["lastTransitionTime"] = known?["lastTransitionTime"]?.DeepClone() ?? KubernetesTime.Format(now);
            if (reason.Length > 0)
            {
                condition["reason"] = reason;
                condition["message"] = message;
            }

            conditions.Add((JsonNode)condition);
        }
    }

    private static bool NeedsRestart(JsonObject report, JsonElement container) =>
        report["state"]?["running"] is not null
        && container.Items("resizePolicy").Any(policy => policy.StringOrEmpty("restartPolicy") == "RestartContainer" && IsResized(report, container, policy.StringOrEmpty("resourceName")));

    private static bool IsResized(JsonObject report, JsonElement container, string resource) =>
        ((string[])["requests", "limits"]).Any(list => report["resources"]?[list]?[resource]?.ToString() != container.Member("resources", list, resource)?.ToString());

    private void Restart(JsonObject report, JsonElement container)
    {
        var restarts = (report["restartCount"]?.GetValue<int>() ?? 0) + 1;
        report["lastState"] = new JsonObject
        {
            ["terminated"] = new JsonObject
            {
                ["exitCode"] = 0,
                ["reason"] = "Completed",
                ["startedAt"] = report["state"]?["running"]?["startedAt"]?.DeepClone(),
                ["finishedAt"] = KubernetesTime.Format(now),
                ["containerID"] = report["containerID"]?.DeepClone(),
            },
        };
        report["state"] = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = KubernetesTime.Format(now) } };
        report["restartCount"] = restarts;
        report["containerID"] = ContainerImages.ContainerId(pod.Metadata.Uid, container.StringOrEmpty("name"), restarts);
    }

    private IEnumerable<(JsonObject Report, JsonElement Container)> Reports(JsonObject status) =>
        Lists.SelectMany(list => Reports(status, list.Statuses, list.Containers));

    private IEnumerable<(JsonObject Report, JsonElement Container)> Reports(JsonObject status, string statuses, string containers) =>
        (status[statuses] as JsonArray ?? []).OfType<JsonObject>().Join(_spec.Items(containers), report => report["name"]?.ToString(), container => container.StringOrEmpty("name"), (report, container) => (report, container));

    private static IEnumerable<(JsonElement Status, JsonElement Container)> Containers(KubernetesObject pod)
    {
        var (spec, status) = (pod.Root.Member("spec") ?? default, pod.Root.Member("status") ?? default);
        return Lists.SelectMany(list => status.Items(list.Statuses).Join(
            spec.Items(list.Containers), report => report.StringOrEmpty("name"), container => container.StringOrEmpty("name"), (report, container) => (report, container)));
    }

    private static IEnumerable<string?> SetAside(KubernetesObject pod)
    {
        var status = pod.Root.Member("status") ?? default;
        return Lists.SelectMany(list => status.Items(list.Statuses)).Append(status).Select(owner => owner.Member("allocatedResources")?.GetRawText());
    }

    private static JsonObject Resources(JsonElement container) => Drafts.Of(container.Member("resources"));

    private static bool IsSame(JsonElement resources, JsonElement? others) => JsonNode.DeepEquals(Drafts.Of(resources), Drafts.Of(others));

    private static void SetOrRemove(JsonObject target, string name, JsonElement? value)
    {
        target.Remove(name);
        if (value is { } given)
        {
            target[name] = Drafts.Of(given);
        }
    }
}
