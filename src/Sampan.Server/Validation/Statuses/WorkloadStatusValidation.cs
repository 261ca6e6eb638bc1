using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Statuses;

/// <summary>Counts in the status of workloads: none below zero, none above the total.</summary>
internal static class WorkloadStatusValidation
{
    private const string Path = "status";

    public static void CheckDeployment(JsonObject deployment, JsonObject before, FieldErrors errors)
    {
        var status = deployment.At(Path) ?? [];
        NonNegative(status, errors, "observedGeneration", "replicas", "updatedReplicas", "readyReplicas", "availableReplicas", "unavailableReplicas", "collisionCount");
        AtMost(status, "replicas", errors, "updatedReplicas", "readyReplicas", "availableReplicas");
        AtMost(status, "readyReplicas", errors, "availableReplicas");
        CheckCollisions(status, before, errors);
    }

    public static void CheckReplicas(JsonObject set, FieldErrors errors)
    {
        var status = set.At(Path) ?? [];
        NonNegative(status, errors, "replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas", "observedGeneration");
        AtMost(status, "replicas", errors, "fullyLabeledReplicas", "readyReplicas", "availableReplicas");
        AtMost(status, "readyReplicas", errors, "availableReplicas");
    }

    public static void CheckStatefulSet(JsonObject set, JsonObject before, FieldErrors errors)
    {
        var status = set.At(Path) ?? [];
        NonNegative(status, errors, "replicas", "readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas", "observedGeneration", "collisionCount");
        AtMost(status, "replicas", errors, "readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas");
        if (FieldErrors.Number(status, "availableReplicas") is { } available && available > (FieldErrors.Number(status, "readyReplicas") ?? 0))
        {
            errors.Invalid($"{Path}.availableReplicas", available, "cannot be greater than status.readyReplicas");
        }

        CheckCollisions(status, before, errors);
    }

    public static void CheckDaemonSet(JsonObject set, JsonObject before, FieldErrors errors)
    {
        var status = set.At(Path) ?? [];
        NonNegative(
            status,
            errors,
            "currentNumberScheduled",
            "numberMisscheduled",
            "desiredNumberScheduled",
            "numberReady",
            "observedGeneration",
            "updatedNumberScheduled",
            "numberAvailable",
            "numberUnavailable",
            "collisionCount");
        CheckCollisions(status, before, errors);
    }

    public static void CheckAutoscaler(JsonObject scaler, FieldErrors errors) =>
        NonNegative(scaler.At(Path) ?? [], errors, "currentReplicas", "desiredReplicas");

    public static void CheckDisruptionBudget(JsonObject budget, FieldErrors errors)
    {
        ConditionValidation.Validate(budget.At(Path), "conditions", $"{Path}.conditions", errors);
        NonNegative(budget.At(Path) ?? [], errors, "disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods");
    }

    private static void CheckCollisions(JsonObject status, JsonObject before, FieldErrors errors)
    {
        if (FieldErrors.Number(before.At(Path), "collisionCount") is { } last && (FieldErrors.Number(status, "collisionCount") ?? 0) < last)
        {
            errors.Invalid($"{Path}.collisionCount", status["collisionCount"] ?? 0, "cannot be decremented");
        }
    }

    private static void NonNegative(JsonObject status, FieldErrors errors, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            errors.NonNegative(status, name, Path);
        }
    }

    private static void AtMost(JsonObject status, string bound, FieldErrors errors, params ReadOnlySpan<string> names)
    {
        var most = FieldErrors.Number(status, bound) ?? 0;
        foreach (var name in names)
        {
            var number = FieldErrors.Number(status, name) ?? 0;
            if (number > most)
            {
                errors.Invalid($"{Path}.{name}", number, $"cannot be greater than {(bound == "replicas" ? "status.replicas" : bound)}");
            }
        }
    }
}
