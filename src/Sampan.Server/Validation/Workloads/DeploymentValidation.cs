using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Workloads;

/// <summary>apps/v1 Deployment.</summary>
internal static class DeploymentValidation
{
    public static void Validate(JsonObject deployment, FieldErrors errors)
    {
        var spec = deployment.At("spec") ?? [];
        errors.NonNegative(spec, "replicas", "spec");
        WorkloadTemplate.ValidateReplicated(spec, errors);
        ValidateStrategy(spec["strategy"] as JsonObject, errors);
        errors.NonNegative(spec, "minReadySeconds", "spec");
        errors.NonNegative(spec, "revisionHistoryLimit", "spec");
        errors.NonNegative(spec, "progressDeadlineSeconds", "spec");
        if (FieldErrors.Number(spec, "progressDeadlineSeconds") is { } deadline && deadline <= (FieldErrors.Number(spec, "minReadySeconds") ?? 0))
        {
            errors.Invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
        }
    }

    private static void ValidateStrategy(JsonObject? strategy, FieldErrors errors)
    {
        const string path = "spec.strategy.rollingUpdate";
        var rolling = strategy?["rollingUpdate"] as JsonObject;
        switch (strategy.TextOf("type"))
        {
            case "Recreate":
                if (rolling is not null)
                {
                    errors.Forbidden(path, "may not be specified when strategy `type` is 'Recreate'");
                }

                break;
            case "RollingUpdate":
                ShareValidation.Validate(rolling, "maxUnavailable", path, errors);
                ShareValidation.Validate(rolling, "maxSurge", path, errors);
                if (ShareValidation.Value(rolling, "maxUnavailable") == 0 && ShareValidation.Value(rolling, "maxSurge") == 0)
                {
                    errors.Invalid($"{path}.maxUnavailable", rolling?["maxUnavailable"], "may not be 0 when `maxSurge` is 0");
                }

                ShareValidation.AtMostAll(rolling, "maxUnavailable", path, errors);
                break;
            default:
                errors.NotSupported("spec.strategy", strategy, "Recreate", "RollingUpdate");
                break;
        }
    }
}
