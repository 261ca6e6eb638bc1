using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Scheduling.Objects;

/// <summary>core/v1 PodAffinityTerm of a pod, with what its namespace adds, and the weight of a preferred one.</summary>
/// <param name="Selector">Which pods.</param>
/// <param name="Namespaces">In which namespaces by name.</param>
/// <param name="NamespaceSelector">In which namespaces by label.</param>
/// <param name="TopologyKey">The node label whose values are the domains.</param>
/// <param name="Weight">1 to 100; 0 for a required term.</param>
internal sealed record PodAffinityTerm(
    LabelSelector Selector,
    ImmutableArray<string> Namespaces,
    LabelSelector NamespaceSelector,
    string TopologyKey,
    int Weight)
{
    public static PodAffinityTerm Of(JsonElement term, string podNamespace, int weight = 0)
    {
        ImmutableArray<string> namespaces = [.. term.Items("namespaces").Select(name => name.ToString())];
        var namespaceSelector = term.Member("namespaceSelector");
        if (namespaces.IsEmpty && namespaceSelector is null)
        {
            namespaces = [podNamespace];
        }

        return new PodAffinityTerm(
            LabelSelector.Of(term.Member("labelSelector")),
            namespaces,
            LabelSelector.Of(namespaceSelector),
            term.StringOrEmpty("topologyKey"),
            weight);
    }

    /// <summary>Whether the term selects a pod whose namespace has the given labels.</summary>
    public bool Matches(PodInfo pod, IReadOnlyDictionary<string, string> namespaceLabels) =>
        (Namespaces.Contains(pod.Namespace) || NamespaceSelector.Matches(namespaceLabels)) && Selector.Matches(pod.Labels);

    /// <summary>Whether the term selects a pod by the namespaces' names alone, its selector having been resolved into them.</summary>
    public bool Matches(PodInfo pod) =>
        (NamespaceSelector.IsEverything || Namespaces.Contains(pod.Namespace)) && Selector.Matches(pod.Labels);

    /// <summary>The same term with the namespaces that its namespace selector selects among the given ones added by name.</summary>
    public PodAffinityTerm WithSelectedNamespaces(IEnumerable<KeyValuePair<string, IReadOnlyDictionary<string, string>>> namespaces) =>
        NamespaceSelector.IsEverything || NamespaceSelector.IsNothing
            ? this
            : this with { Namespaces = [.. Namespaces, .. namespaces.Where(@namespace => NamespaceSelector.Matches(@namespace.Value)).Select(@namespace => @namespace.Key)] };
}
