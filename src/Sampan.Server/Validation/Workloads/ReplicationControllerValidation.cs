using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Pods;

namespace Sampan.Server.Validation.Workloads;

/// <summary>core/v1 ReplicationController.</summary>
internal static class ReplicationControllerValidation
{
    public static void Validate(JsonObject controller, FieldErrors errors)
    {
        var spec = controller.At("spec") ?? [];
        errors.NonNegative(spec, "minReadySeconds", "spec");
        var selector = spec["selector"] as JsonObject;
        if (selector is null or { Count: 0 })
        {
            errors.Required("spec.selector");
        }

        errors.NonNegative(spec, "replicas", "spec");
        if (spec["template"] is not JsonObject template)
        {
            errors.Required("spec.template");
            return;
        }

        var labels = template.At("metadata")?["labels"] as JsonObject;
        if (selector is not null && selector.Any(label => labels?[label.Key]?.ToString() != label.Value?.ToString()))
        {
            errors.Invalid("spec.template.metadata.labels", SelectorValidation.Sorted(labels), "`selector` does not match template `labels`");
        }

        PodValidation.ValidateTemplate(template, "spec.template", errors);
        WorkloadTemplate.ValidateEndless(spec, "ReplicationController", errors);
    }
}
