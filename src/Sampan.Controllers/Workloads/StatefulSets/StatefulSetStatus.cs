using System.Text.Json.Nodes;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Workloads.Revisions;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.StatefulSets;

/// <summary>Computes a StatefulSet's status.</summary>
internal static class StatefulSetStatus
{
    public static JsonObject Compute(StatefulSetState set, IReadOnlyDictionary<int, KubernetesObject> pods, string currentRevision, string updateRevision, DateTimeOffset now)
    {
        int replicas = 0, ready = 0, available = 0, current = 0, updated = 0;
        foreach (var pod in pods.Values)
        {
            replicas++;
            ready += pod.Phase == PodReading.Running && pod.IsPodReady ? 1 : 0;
            available += StatefulSetPlan.IsAvailable(set, pod, now) ? 1 : 0;
            if (!pod.IsTerminating)
            {
                var revision = pod.Metadata.Labels.GetValueOrDefault(TemplateRevision.HashLabel);
                current += revision == currentRevision ? 1 : 0;
                updated += revision == updateRevision ? 1 : 0;
            }
        }

        if (set.UpdatesByItself && updated == replicas && ready == replicas && replicas == set.Replicas)
        {
            (currentRevision, current) = (updateRevision, updated);
        }

        var status = new JsonObject { ["observedGeneration"] = set.Object.Metadata.Generation, ["replicas"] = replicas };
        AddUnlessZero(status, "readyReplicas", ready);
        AddUnlessZero(status, "currentReplicas", current);
        AddUnlessZero(status, "updatedReplicas", updated);
        status["currentRevision"] = currentRevision;
        status["updateRevision"] = updateRevision;
        status["collisionCount"] = 0;
        status["availableReplicas"] = available;
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
