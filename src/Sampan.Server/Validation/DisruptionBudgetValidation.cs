using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>policy/v1 PodDisruptionBudget.</summary>
internal static class DisruptionBudgetValidation
{
    public static void Validate(JsonObject budget, FieldErrors errors)
    {
        var spec = budget.At("spec") ?? [];
        if (spec["minAvailable"] is not null && spec["maxUnavailable"] is not null)
        {
            errors.Invalid("spec", spec, "minAvailable and maxUnavailable cannot be both set");
        }

        foreach (var name in (ReadOnlySpan<string>)["minAvailable", "maxUnavailable"])
        {
            ShareValidation.Validate(spec, name, "spec", errors);
            ShareValidation.AtMostAll(spec, name, "spec", errors);
        }

        SelectorValidation.Validate(spec["selector"] as JsonObject, "spec.selector", errors);
        errors.OneOf(spec, "unhealthyPodEvictionPolicy", "spec", "AlwaysAllow", "IfHealthyBudget");
    }
}
