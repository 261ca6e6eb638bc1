using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Scheduling.Objects;

/// <summary>core/v1 NodeSelectorTerm: conditions on a node's labels and on its name, all of which must hold.</summary>
internal sealed class NodeSelectorTerm
{
    private const string NameField = "metadata.name";
    private readonly ImmutableArray<LabelRequirement> _labels;
    private readonly ImmutableArray<LabelRequirement> _fields;
    private readonly bool _isEvaluable;

    private NodeSelectorTerm(ImmutableArray<LabelRequirement> labels, ImmutableArray<LabelRequirement> fields, bool isEvaluable)
    {
        _labels = labels;
        _fields = fields;
        _isEvaluable = isEvaluable;
    }

    public static NodeSelectorTerm Of(JsonElement term)
    {
        var isEvaluable = true;
        var labels = Read(term, "matchExpressions", ref isEvaluable);
        var fields = Read(term, "matchFields", ref isEvaluable);
        isEvaluable &= !labels.IsEmpty || !fields.IsEmpty;
        return new NodeSelectorTerm(labels, fields, isEvaluable && fields.All(field => field.Key == NameField));
    }

    /// <summary>Whether the node has what the term asks for. A term that asks for nothing matches no node.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels, string nodeName)
    {
        if (!_isEvaluable)
        {
            return false;
        }

        foreach (var requirement in _labels)
        {
            if (!requirement.Matches(labels))
            {
                return false;
            }
        }

        foreach (var field in _fields)
        {
            if (!MatchesName(field, nodeName))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The names that the term restricts nodes to, or null where it does not go by name.</summary>
    public HashSet<string>? NodeNames()
    {
        HashSet<string>? names = null;
        foreach (var field in _fields)
        {
            if (field is not { Key: NameField, Operator: LabelOperator.In })
            {
                continue;
            }

            if (names is null)
            {
                names = field.Values.ToHashSet(StringComparer.Ordinal);
            }
            else
            {
                names.IntersectWith(field.Values);
            }
        }

        return names;
    }

    private static bool MatchesName(LabelRequirement field, string nodeName) => field.Operator switch
    {
        LabelOperator.In => field.Values.Contains(nodeName),
        LabelOperator.NotIn => !field.Values.Contains(nodeName),
        _ => false,
    };

    private static ImmutableArray<LabelRequirement> Read(JsonElement term, string list, ref bool isEvaluable)
    {
        var requirements = ImmutableArray.CreateBuilder<LabelRequirement>();
        foreach (var item in term.Items(list))
        {
            if (NodeSelectorRequirement.Of(item) is { } requirement)
            {
                requirements.Add(requirement);
            }
            else
            {
                isEvaluable = false;
            }
        }

        return requirements.ToImmutable();
    }
}
