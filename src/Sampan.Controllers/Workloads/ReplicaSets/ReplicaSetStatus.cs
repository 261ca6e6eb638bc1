using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Pods;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.ReplicaSets;

/// <summary>Computes the status of a ReplicaSet or a ReplicationController (calculateStatus of <c>pkg/controller/replicaset/replica_set_utils.go</c>).</summary>
internal static class ReplicaSetStatus
{
    public static JsonObject Compute(
        ReplicatedKind kind, ReplicaSetState set, IReadOnlyList<KubernetesObject> pods, Exception? failure, DateTimeOffset now)
    {
        var template = PodTemplates.Labels(set.Object);
        int replicas = 0, labeled = 0, ready = 0, available = 0, terminating = 0;
        foreach (var pod in pods)
        {
            if (pod.IsTerminating && !pod.IsFinished)
            {
                terminating++;
            }

            if (!pod.IsActivePod)
            {
                continue;
            }

            replicas++;
            labeled += template.All(label => pod.Metadata.Labels.GetValueOrDefault(label.Key) == label.Value) ? 1 : 0;
            ready += pod.IsPodReady ? 1 : 0;
            available += pod.IsPodAvailable(set.MinReadySeconds, now) ? 1 : 0;
        }

        var status = new JsonObject { ["replicas"] = replicas };
        AddUnlessZero(status, "fullyLabeledReplicas", labeled);
        AddUnlessZero(status, "readyReplicas", ready);
        AddUnlessZero(status, "availableReplicas", available);
        if (kind.CountsTerminating)
        {
            status["terminatingReplicas"] = terminating;
        }

        AddUnlessZero(status, "observedGeneration", Math.Max(set.Object.Metadata.Generation, set.ObservedGeneration));
        if (Failure(set, replicas, failure, now) is { Count: > 0 } conditions)
        {
            status["conditions"] = conditions.ToJson();
        }

        return status;
    }

    private static IReadOnlyList<Condition> Failure(ReplicaSetState set, int replicas, Exception? failure, DateTimeOffset now)
    {
        const string Type = "ReplicaFailure";
        var conditions = Conditions.Of(set.Object);
        if (failure is null)
        {
            return conditions.Without(Type);
        }

        return conditions.Find(Type) is not null
            ? conditions
            : conditions.With(new Condition(Type, Condition.True, replicas < set.Replicas ? "FailedCreate" : "FailedDelete", failure.Message, now));
    }

    private static void AddUnlessZero(JsonObject status, string name, long value)
    {
        if (value != 0)
        {
            status[name] = value;
        }
    }
}
