using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Objects;

/// <summary>core/v1 NodeSelector: a node must match one of the terms.</summary>
internal sealed record NodeSelector(ImmutableArray<NodeSelectorTerm> Terms)
{
    /// <summary>Reads a node selector; null where there is none.</summary>
    public static NodeSelector? Of(JsonElement? selector) =>
        selector is { } json ? new NodeSelector([.. json.Items("nodeSelectorTerms").Select(NodeSelectorTerm.Of)]) : null;

    public bool Matches(Node node) => Matches(node.Labels, node.Name);

    public bool Matches(IReadOnlyDictionary<string, string> labels, string nodeName)
    {
        foreach (var term in Terms)
        {
            if (term.Matches(labels, nodeName))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The names that all terms together restrict nodes to, or null if some term goes by labels alone.</summary>
    public HashSet<string>? NodeNames()
    {
        HashSet<string>? names = null;
        foreach (var term in Terms)
        {
            if (term.NodeNames() is not { } ofTerm)
            {
                return null;
            }

            (names ??= new HashSet<string>(StringComparer.Ordinal)).UnionWith(ofTerm);
        }

        return names;
    }
}
