using Sampan.Kubernetes.Selectors;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Spreading;

/// <summary>Which pods belong together with a pod: those that all its Services and its controller select.</summary>
internal static class DefaultSelector
{
    /// <summary>The requirements of the pod's Services and controller together; everything where it has none.</summary>
    public static LabelSelector Of(PodInfo pod, ClusterSnapshot snapshot)
    {
        // Upstream merges the Services' labels by key, so that two that ask for different values do not exclude each other.
        var labels = new Dictionary<string, LabelRequirement>(StringComparer.Ordinal);
        List<LabelRequirement> requirements = [];
        foreach (var (key, selector) in snapshot.Objects.Selectors)
        {
            if (key.Namespace != pod.Namespace)
            {
                continue;
            }

            if (key.Kind == "Service" && selector.Matches(pod.Labels))
            {
                foreach (var requirement in selector.Requirements)
                {
                    labels[requirement.Key] = requirement;
                }
            }
            else if (IsController(pod, key))
            {
                requirements.AddRange(selector.Requirements);
            }
        }

        return labels.Count + requirements.Count == 0 ? LabelSelector.Everything : new LabelSelector(labels.Values.Concat(requirements));
    }

    private static bool IsController(PodInfo pod, WorkloadKey key) =>
        pod.Controller is { } controller
        && controller.Kind == key.Kind
        && controller.Name == key.Name
        && controller.ApiVersion == (key.Kind == "ReplicationController" ? "v1" : "apps/v1");
}
