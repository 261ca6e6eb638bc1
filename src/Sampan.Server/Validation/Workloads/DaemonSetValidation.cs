using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Pods;

namespace Sampan.Server.Validation.Workloads;

/// <summary>apps/v1 DaemonSet.</summary>
internal static class DaemonSetValidation
{
    public static void Validate(JsonObject set, FieldErrors errors)
    {
        var spec = set.At("spec") ?? [];
        var selector = spec["selector"] as JsonObject;
        if (SelectorValidation.Validate(selector, "spec.selector", errors))
        {
            WorkloadTemplate.ValidateMatch(spec, errors);
        }

        if (selector is not null && WorkloadTemplate.IsEmpty(selector))
        {
            errors.Invalid("spec.selector", selector, "empty selector is invalid for daemonset");
        }

        PodValidation.ValidateTemplate(spec["template"] as JsonObject, "spec.template", errors);
        WorkloadTemplate.ValidateEndless(spec, "DaemonSet", errors);
        errors.NonNegative(spec, "minReadySeconds", "spec");
        ValidateStrategy(spec["updateStrategy"] as JsonObject, errors);
        errors.NonNegative(spec, "revisionHistoryLimit", "spec");
    }

    private static void ValidateStrategy(JsonObject? strategy, FieldErrors errors)
    {
        const string path = "spec.updateStrategy.rollingUpdate";
        switch (strategy.TextOf("type"))
        {
            case "OnDelete":
                break;
            case "RollingUpdate":
                var rolling = strategy?["rollingUpdate"] as JsonObject;
                foreach (var name in (ReadOnlySpan<string>)["maxUnavailable", "maxSurge"])
                {
                    ShareValidation.Validate(rolling, name, path, errors);
                }

                foreach (var name in (ReadOnlySpan<string>)["maxUnavailable", "maxSurge"])
                {
                    ShareValidation.AtMostAll(rolling, name, path, errors);
                }

                ValidateOne(rolling, path, errors);
                break;
            default:
                errors.NotSupported("spec.updateStrategy", strategy, "RollingUpdate", "OnDelete");
                break;
        }
    }

    // A node may have a pod less, or a pod more, while its pod is replaced.
    private static void ValidateOne(JsonObject? rolling, string path, FieldErrors errors)
    {
        var (fewer, more) = (ShareValidation.Value(rolling, "maxUnavailable") != 0, ShareValidation.Value(rolling, "maxSurge") != 0);
        if (fewer && more)
        {
            errors.Invalid($"{path}.maxSurge", rolling?["maxSurge"], "may not be set when maxUnavailable is non-zero");
        }
        else if (!fewer && !more)
        {
            errors.Required($"{path}.maxUnavailable", "cannot be 0 when maxSurge is 0");
        }
    }
}
