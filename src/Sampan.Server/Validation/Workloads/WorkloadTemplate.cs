using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Pods;

namespace Sampan.Server.Validation.Workloads;

/// <summary>The selector of a workload and the template of its pods, which must be selected.</summary>
internal static class WorkloadTemplate
{
    private const string Selector = "spec.selector";

    /// <summary>Whether a selector says nothing.</summary>
    public static bool IsEmpty(JsonObject selector) => selector["matchLabels"] is not JsonObject { Count: > 0 } && selector["matchExpressions"] is not JsonArray { Count: > 0 };

    /// <summary>A selector that is required; whether it can be asked what it selects.</summary>
    public static bool ValidateSelector(JsonObject spec, string kindWord, FieldErrors errors)
    {
        if (spec["selector"] is not JsonObject selector)
        {
            errors.Required(Selector);
            return true;
        }

        var isValid = SelectorValidation.Validate(selector, Selector, errors);
        if (IsEmpty(selector))
        {
            errors.Invalid(Selector, selector, $"empty selector is invalid for {kindWord}");
        }

        return isValid;
    }

    /// <summary>Reports labels of the template that the selector does not select; an absent selector selects none.</summary>
    public static void ValidateMatch(JsonObject spec, FieldErrors errors)
    {
        var labels = spec.At("template", "metadata")?["labels"] as JsonObject;
        if (spec["selector"] is not JsonObject selector || !SelectorValidation.Matches(selector, labels))
        {
            errors.Invalid("spec.template.metadata.labels", SelectorValidation.Sorted(labels), "`selector` does not match template `labels`");
        }
    }

    /// <summary>The selector and the template of a Deployment or a ReplicaSet.</summary>
    public static void ValidateReplicated(JsonObject spec, FieldErrors errors)
    {
        if (!ValidateSelector(spec, "deployment", errors))
        {
            errors.Invalid(Selector, spec["selector"], "invalid label selector");
            return;
        }

        ValidateMatch(spec, errors);
        PodValidation.ValidateTemplate(spec["template"] as JsonObject, "spec.template", errors);
        ValidateEndless(spec, "ReplicaSet", errors);
    }

    /// <summary>Pods of a workload that start again whenever they end, and have no end of their own.</summary>
    public static void ValidateEndless(JsonObject spec, string kind, FieldErrors errors)
    {
        const string path = "spec.template.spec";
        errors.OneOf(spec.At("template", "spec"), "restartPolicy", path, "Always");
        if (spec.At("template", "spec")?["activeDeadlineSeconds"] is not null)
        {
            errors.Forbidden($"{path}.activeDeadlineSeconds", $"activeDeadlineSeconds in {kind} is not Supported");
        }
    }
}
