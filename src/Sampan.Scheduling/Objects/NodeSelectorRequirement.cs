using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Scheduling.Objects;

/// <summary>Reads core/v1 NodeSelectorRequirement: the same conditions as of label selectors, with Gt and Lt besides.</summary>
internal static class NodeSelectorRequirement
{
    /// <summary>The requirement, or null if it cannot be evaluated; a term with such a one matches nothing.</summary>
    public static LabelRequirement? Of(JsonElement requirement)
    {
        LabelOperator? @operator = requirement.StringOrEmpty("operator") switch
        {
            "In" => LabelOperator.In,
            "NotIn" => LabelOperator.NotIn,
            "Exists" => LabelOperator.Exists,
            "DoesNotExist" => LabelOperator.DoesNotExist,
            "Gt" => LabelOperator.GreaterThan,
            "Lt" => LabelOperator.LessThan,
            _ => null,
        };
        string[] values = [.. requirement.Items("values").Select(value => value.ToString())];
        return @operator is { } known ? new LabelRequirement(requirement.StringOrEmpty("key"), known, values) : null;
    }
}
