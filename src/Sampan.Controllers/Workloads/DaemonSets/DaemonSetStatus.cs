using System.Text.Json.Nodes;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Workloads.Revisions;

namespace Sampan.Controllers.Workloads.DaemonSets;

/// <summary>Computes a DaemonSet's status (updateDaemonSetStatus of <c>pkg/controller/daemon</c>).</summary>
internal static class DaemonSetStatus
{
    public static JsonObject Compute(DaemonSetState set, DaemonNodes nodes, string hash, DateTimeOffset now)
    {
        int current = 0, misscheduled = 0, ready = 0, updated = 0, available = 0;
        foreach (var node in nodes.All)
        {
            if (!node.ShouldRun)
            {
                misscheduled += node.Pods.Count > 0 ? 1 : 0;
                continue;
            }

            if (node.Pods.OrderBy(pod => pod.Metadata.CreationTimestamp).FirstOrDefault() is not { } pod)
            {
                continue;
            }

            current++;
            ready += pod.IsPodReady ? 1 : 0;
            available += pod.IsPodAvailable(set.MinReadySeconds, now) ? 1 : 0;
            updated += pod.Metadata.Labels.GetValueOrDefault(TemplateRevision.HashLabel) == hash ? 1 : 0;
        }

        var status = new JsonObject
        {
            ["currentNumberScheduled"] = current,
            ["numberMisscheduled"] = misscheduled,
            ["desiredNumberScheduled"] = nodes.Desired,
            ["numberReady"] = ready,
            ["observedGeneration"] = set.Object.Metadata.Generation,
        };
        AddUnlessZero(status, "updatedNumberScheduled", updated);
        AddUnlessZero(status, "numberAvailable", available);
        AddUnlessZero(status, "numberUnavailable", nodes.Desired - available);
        return status;
    }

    private static void AddUnlessZero(JsonObject status, string name, int value)
    {
        if (value != 0)
        {
            status[name] = value;
        }
    }
}
