using Sampan.Controllers.Objects;
using Sampan.Controllers.Pods;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Autoscaling;

/// <summary>The pods of an autoscaler by what their usage says.</summary>
/// <param name="Ready">How many count with their usage.</param>
/// <param name="Unready">Pods that are starting: what they use now is not what they will use.</param>
/// <param name="Missing">Pods of which nothing is known.</param>
/// <param name="Ignored">Pods that are ending or have ended.</param>
internal sealed record PodGroups(int Ready, IReadOnlySet<string> Unready, IReadOnlySet<string> Missing, IReadOnlySet<string> Ignored)
{
    private const string Cpu = "cpu";

    /// <summary>For so long after its start a pod's CPU usage may be that of its start.</summary>
    private static readonly TimeSpan Initialization = TimeSpan.FromMinutes(5);

    /// <summary>A pod that became unready within this time of its start has never been ready.</summary>
    private static readonly TimeSpan FirstReadiness = TimeSpan.FromSeconds(30);

    /// <summary>Groups pods by their state and by what is known of their usage of a resource.</summary>
    public static PodGroups Of(IEnumerable<KubernetesObject> pods, IReadOnlyDictionary<string, PodUsage> usages, string resource, DateTimeOffset now)
    {
        var ready = 0;
        HashSet<string> unready = new(StringComparer.Ordinal), missing = new(StringComparer.Ordinal), ignored = new(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            var name = pod.Metadata.Name;
            if (!pod.IsActivePod)
            {
                ignored.Add(name);
            }
            else if (pod.Phase == PodReading.Pending)
            {
                unready.Add(name);
            }
            else if (!usages.TryGetValue(name, out var usage))
            {
                missing.Add(name);
            }
            else if (resource == Cpu && IsStarting(pod, usage, now))
            {
                unready.Add(name);
            }
            else
            {
                ready++;
            }
        }

        return new PodGroups(ready, unready, missing, ignored);
    }

    private static bool IsStarting(KubernetesObject pod, PodUsage usage, DateTimeOffset now)
    {
        if (pod.PodCondition("Ready") is not { } ready || KubernetesTime.Parse(pod.Root.Member("status")?.String("startTime")) is not { } start)
        {
            return true;
        }

        var isUnready = ready.Status == Condition.False;
        var changed = ready.LastTransitionTime ?? default;
        return start + Initialization > now
            ? isUnready || usage.Time < changed + usage.Window
            : isUnready && start + FirstReadiness > changed;
    }
}
