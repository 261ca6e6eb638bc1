using Sampan.Controllers.Pods;
using Sampan.Controllers.Workloads.Revisions;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.StatefulSets;

/// <summary>One step of a StatefulSet: a pod to create (null) or to delete.</summary>
internal readonly record struct StatefulStep(int Ordinal, KubernetesObject? Delete);

/// <summary>What a StatefulSet does next.</summary>
/// <remarks>
/// <c>pkg/controller/statefulset/stateful_set_control.go</c>: pods are made from the lowest ordinal up and removed from the
/// highest down; an ordered set waits for each to be ready, or gone, before the next. Then outdated pods are replaced from
/// the highest ordinal down to the partition, each when all after it are available.
/// </remarks>
internal static class StatefulSetPlan
{
    public static IReadOnlyList<StatefulStep> Next(
        StatefulSetState set, IReadOnlyDictionary<int, KubernetesObject> pods, string updateRevision, DateTimeOffset now)
    {
        List<StatefulStep> steps = [];
        foreach (var ordinal in set.Ordinals)
        {
            var pod = pods.GetValueOrDefault(ordinal);
            if (pod is null)
            {
                steps.Add(new StatefulStep(ordinal, null));
            }
            else if (pod.IsFinished && !pod.IsTerminating)
            {
                steps.Add(new StatefulStep(ordinal, pod));
            }

            if (set.IsOrdered && !IsAvailable(set, pod, now))
            {
                return steps;
            }
        }

        if (Condemned(set, pods) is { Count: > 0 } condemned)
        {
            steps.AddRange(RemoveFromTheEnd(set, condemned));
            if (set.IsOrdered)
            {
                return steps;
            }
        }

        if (steps.Count == 0 && set.UpdatesByItself && Outdated(set, pods, updateRevision, now) is { } outdated)
        {
            steps.Add(outdated);
        }

        return steps;
    }

    /// <summary>Whether a pod serves, long enough for the set.</summary>
    public static bool IsAvailable(StatefulSetState set, KubernetesObject? pod, DateTimeOffset now) =>
        pod is { IsTerminating: false, Phase: PodReading.Running } && pod.IsPodAvailable(set.MinReadySeconds, now);

    private static List<KeyValuePair<int, KubernetesObject>> Condemned(StatefulSetState set, IReadOnlyDictionary<int, KubernetesObject> pods) =>
        [.. pods.Where(pod => pod.Key < set.Start || pod.Key >= set.Start + set.Replicas).OrderByDescending(pod => pod.Key)];

    private static IEnumerable<StatefulStep> RemoveFromTheEnd(StatefulSetState set, List<KeyValuePair<int, KubernetesObject>> condemned)
    {
        if (!set.IsOrdered)
        {
            return condemned.Where(pod => !pod.Value.IsTerminating).Select(pod => new StatefulStep(pod.Key, pod.Value));
        }

        return condemned[0].Value.IsTerminating ? [] : [new StatefulStep(condemned[0].Key, condemned[0].Value)];
    }

    private static StatefulStep? Outdated(StatefulSetState set, IReadOnlyDictionary<int, KubernetesObject> pods, string updateRevision, DateTimeOffset now)
    {
        foreach (var ordinal in set.Ordinals.Where(ordinal => ordinal >= set.Partition).Reverse())
        {
            var pod = pods[ordinal];
            if (pod.Metadata.Labels.GetValueOrDefault(TemplateRevision.HashLabel) != updateRevision && !pod.IsTerminating)
            {
                return new StatefulStep(ordinal, pod);
            }

            if (!IsAvailable(set, pod, now))
            {
                return null;
            }
        }

        return null;
    }
}
