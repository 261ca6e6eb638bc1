using System.Text.Json.Nodes;
using Sampan.Server.Kinds;

namespace Sampan.Server.Validation;

/// <summary>The FlowSchemas and PriorityLevelConfigurations that every server has, whose specs are fixed.</summary>
internal static class MandatoryFlows
{
    private const string Exempt = "exempt";

    public static void CheckSchema(string name, JsonObject spec, FieldErrors errors)
    {
        if (BootstrapFlows.FixedSchema(name) is { } wanted && !JsonNode.DeepEquals(spec, wanted))
        {
            errors.Invalid("spec", spec, $"spec of '{name}' must equal the fixed value");
        }
    }

    /// <summary>What is exempt may have other shares, nothing else.</summary>
    public static void CheckLevel(string name, JsonObject spec, FieldErrors errors)
    {
        if (BootstrapFlows.FixedLevel(name) is not { } wanted)
        {
            return;
        }

        var isExempt = name == Exempt;
        if (!JsonNode.DeepEquals(isExempt ? WithoutShares(spec) : spec, isExempt ? WithoutShares(wanted) : wanted))
        {
            errors.Invalid("spec", spec, $"spec of '{name}' {(isExempt ? "except the 'spec.exempt' field " : "")}must equal the fixed value");
        }
    }

    private static JsonObject WithoutShares(JsonObject spec)
    {
        var rest = spec.DeepClone().AsObject();
        rest.Remove(Exempt);
        return rest;
    }
}
