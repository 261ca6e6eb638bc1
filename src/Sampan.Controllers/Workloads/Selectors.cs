using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Controllers.Workloads;

/// <summary>The selectors of workloads.</summary>
internal static class Selectors
{
    /// <summary>A workload's <c>spec.selector</c>; one that is missing, empty or broken selects nothing, lest it adopt the whole namespace.</summary>
    public static LabelSelector OfWorkload(KubernetesObject workload)
    {
        try
        {
            var selector = LabelSelector.Of(workload.Root.Member("spec", "selector"));
            return selector.IsEverything ? LabelSelector.Nothing : selector;
        }
        catch (FormatException)
        {
            return LabelSelector.Nothing;
        }
    }

    /// <summary>A workload's <c>spec.selector</c> that is a map of labels; one that is missing or empty selects nothing.</summary>
    public static LabelSelector OfLabels(KubernetesObject workload)
    {
        var labels = (workload.Root.Member("spec") ?? default).StringMap("selector");
        return labels.Count == 0 ? LabelSelector.Nothing : LabelSelector.OfLabels(labels);
    }
}
