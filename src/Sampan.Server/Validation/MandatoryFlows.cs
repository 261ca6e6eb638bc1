using System.Text.Json.Nodes;

namespace Sampan.Server.Validation;

/// <summary>The FlowSchemas and PriorityLevelConfigurations that every server has, whose specs are fixed.</summary>
internal static class MandatoryFlows
{
    private const string Everything =
        """
        "resourceRules":[{"verbs":["*"],"apiGroups":["*"],"resources":["*"],"clusterScope":true,"namespaces":["*"]}],"nonResourceRules":[{"verbs":["*"],"nonResourceURLs":["*"]}]
        """;

    private static readonly Dictionary<string, JsonObject> Schemas = new(StringComparer.Ordinal)
    {
        ["exempt"] = Parse($$$"""
            {"priorityLevelConfiguration":{"name":"exempt"},"matchingPrecedence":1,"rules":[{"subjects":[{"kind":"Group","group":{"name":"system:masters"}}],{{{Everything}}}}]}
            """),
        ["catch-all"] = Parse($$$"""
            {"priorityLevelConfiguration":{"name":"catch-all"},"matchingPrecedence":10000,"distinguisherMethod":{"type":"ByUser"},"rules":[{"subjects":[{"kind":"Group","group":{"name":"system:unauthenticated"}},{"kind":"Group","group":{"name":"system:authenticated"}}],{{{Everything}}}}]}
            """),
    };

    private static readonly Dictionary<string, JsonObject> Levels = new(StringComparer.Ordinal)
    {
        ["exempt"] = Parse("""{"type":"Exempt"}"""),
        ["catch-all"] = Parse("""{"type":"Limited","limited":{"nominalConcurrencyShares":5,"limitResponse":{"type":"Reject"},"lendablePercent":0}}"""),
    };

    public static void CheckSchema(string name, JsonObject spec, FieldErrors errors)
    {
        if (Schemas.TryGetValue(name, out var wanted) && !JsonNode.DeepEquals(spec, wanted))
        {
            errors.Invalid("spec", spec, $"spec of '{name}' must equal the fixed value");
        }
    }

    /// <summary>What is exempt may have other shares, nothing else.</summary>
    public static void CheckLevel(string name, JsonObject spec, FieldErrors errors)
    {
        if (!Levels.TryGetValue(name, out var wanted))
        {
            return;
        }

        var isExempt = name == "exempt";
        var compared = spec.DeepClone().AsObject();
        if (isExempt)
        {
            compared.Remove("exempt");
        }

        if (!JsonNode.DeepEquals(compared, wanted))
        {
            errors.Invalid("spec", spec, $"spec of '{name}' {(isExempt ? "except the 'spec.exempt' field " : "")}must equal the fixed value");
        }
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
