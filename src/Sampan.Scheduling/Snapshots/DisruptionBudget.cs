using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;
using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling.Snapshots;

/// <summary>policy/v1 PodDisruptionBudget, as far as preemption looks at it.</summary>
internal sealed record DisruptionBudget(string Namespace, LabelSelector Selector, long DisruptionsAllowed, ImmutableHashSet<string> DisruptedPods)
{
    public static DisruptionBudget Of(JsonElement budget)
    {
        var status = budget.Member("status") ?? default;
        return new DisruptionBudget(
            budget.Member("metadata")?.StringOrEmpty("namespace") ?? "",
            LabelSelector.Of(budget.Member("spec", "selector")),
            status.Integer("disruptionsAllowed") ?? 0,
            status.Member("disruptedPods") is { } pods ? [.. pods.EnumerateObject().Select(pod => pod.Name)] : []);
    }

    /// <summary>Whether evicting the pod would count against the budget. An empty selector covers nothing here, nor are pods without labels covered.</summary>
    public bool Covers(PodInfo pod) =>
        pod.Namespace == Namespace
        && pod.Labels.Count > 0
        && !Selector.IsEverything
        && Selector.Matches(pod.Labels)
        && !DisruptedPods.Contains(pod.Name);
}
