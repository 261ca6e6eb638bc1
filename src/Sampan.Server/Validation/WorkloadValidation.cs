using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Pods;

namespace Sampan.Server.Validation;

/// <summary>apps/v1 and ReplicationController.</summary>
internal static class WorkloadValidation
{
    public static void ValidateDeployment(JsonObject deployment, FieldErrors errors)
    {
        var spec = deployment.At("spec") ?? [];
        errors.NonNegative(spec, "replicas", "spec");
        SelectorValidation.ValidateWorkload(spec, "deployment", errors);
        ValidateTemplate(spec, errors);
        ValidateStrategy(spec["strategy"] as JsonObject, errors);
        errors.NonNegative(spec, "minReadySeconds", "spec");
        errors.NonNegative(spec, "revisionHistoryLimit", "spec");
        errors.NonNegative(spec, "progressDeadlineSeconds", "spec");
        if (FieldErrors.Number(spec, "progressDeadlineSeconds") is { } deadline && deadline <= (FieldErrors.Number(spec, "minReadySeconds") ?? 0))
        {
            errors.Invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
        }
    }

    public static void ValidateReplicas(JsonObject workload, string kindWord, FieldErrors errors)
    {
        var spec = workload.At("spec") ?? [];
        errors.NonNegative(spec, "replicas", "spec");
        errors.NonNegative(spec, "minReadySeconds", "spec");
        SelectorValidation.ValidateWorkload(spec, kindWord, errors);
        ValidateTemplate(spec, errors);
    }

    public static void ValidateDaemonSet(JsonObject set, FieldErrors errors)
    {
        var spec = set.At("spec") ?? [];
        SelectorValidation.ValidateWorkload(spec, "daemonset", errors);
        ValidateTemplate(spec, errors);
        errors.NonNegative(spec, "minReadySeconds", "spec");
        errors.OneOf(spec["updateStrategy"] as JsonObject, "type", "spec.updateStrategy", "RollingUpdate", "OnDelete");
        errors.NonNegative(spec, "revisionHistoryLimit", "spec");
    }

    public static void ValidateReplicationController(JsonObject controller, FieldErrors errors)
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
            errors.Invalid("spec.template.metadata.labels", labels, "`selector` does not match template `labels`");
        }

        ValidateTemplate(spec, errors);
    }

    private static void ValidateTemplate(JsonObject spec, FieldErrors errors)
    {
        PodValidation.ValidateTemplate(spec["template"] as JsonObject, "spec.template", errors);
        errors.OneOf(spec.At("template", "spec"), "restartPolicy", "spec.template.spec", "Always");
    }

    private static void ValidateStrategy(JsonObject? strategy, FieldErrors errors)
    {
        var type = strategy.TextOf("type");
        if (type is not ("Recreate" or "RollingUpdate"))
        {
            errors.NotSupported("spec.strategy", strategy, "Recreate", "RollingUpdate");
            return;
        }

        var rolling = strategy?["rollingUpdate"] as JsonObject;
        if (type == "Recreate")
        {
            if (rolling is not null)
            {
                errors.Forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'");
            }

            return;
        }

        const string path = "spec.strategy.rollingUpdate";
        ValidateShare(rolling, "maxUnavailable", path, errors, out var unavailable);
        ValidateShare(rolling, "maxSurge", path, errors, out var surge);
        if (unavailable == 0 && surge == 0)
        {
            errors.Invalid($"{path}.maxUnavailable", rolling!["maxUnavailable"], "may not be 0 when `maxSurge` is 0");
        }

        if (rolling?["maxUnavailable"] is JsonValue value && value.TryGetValue<string>(out _) && unavailable > 100)
        {
            errors.Invalid($"{path}.maxUnavailable", value, "must not be greater than 100%");
        }
    }

    private static void ValidateShare(JsonObject? owner, string name, string path, FieldErrors errors, out long? number)
    {
        number = null;
        if (owner?[name] is not JsonValue value)
        {
            return;
        }

        if (!value.TryGetValue<string>(out var text))
        {
            number = FieldErrors.Number(owner, name);
            errors.NonNegative(owner, name, path);
        }
        else if (text.EndsWith('%') && long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
        {
            number = percent;
        }
        else
        {
            errors.Invalid($"{path}.{name}", text, "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')");
        }
    }
}
