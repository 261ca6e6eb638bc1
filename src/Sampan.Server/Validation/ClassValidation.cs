using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Kinds;
using Sampan.Server.Validation.Pods;

namespace Sampan.Server.Validation;

/// <summary>Runtime and priority classes.</summary>
internal static class ClassValidation
{
    private const long HighestUserPriority = 1_000_000_000;

    public static void ValidateRuntimeClass(JsonObject runtimeClass, FieldErrors errors)
    {
        var handler = runtimeClass.TextOf("handler");
        if (handler.Length == 0)
        {
            errors.Required("handler");
        }
        else
        {
            errors.Invalid("handler", handler, Names.Label(handler));
        }

        if (runtimeClass.At("overhead") is { } overhead)
        {
            ResourceValidation.ValidateOverhead(overhead.At("podFixed") ?? [], "overhead", errors);
        }

        if (runtimeClass.At("scheduling") is { } scheduling)
        {
            ValidateScheduling(scheduling, "scheduling", errors);
        }
    }

    public static void CheckRuntimeClassUpdate(JsonObject runtimeClass, JsonObject before, FieldErrors errors) =>
        errors.Immutable("handler", runtimeClass["handler"], before["handler"]);

    public static void ValidatePriorityClass(JsonObject priority, FieldErrors errors)
    {
        var name = priority.At("metadata").TextOf("name");
        var value = FieldErrors.Number(priority, "value") ?? 0;
        if (!name.StartsWith("system-", StringComparison.Ordinal))
        {
            if (value > HighestUserPriority)
            {
                errors.Forbidden("value", $"maximum allowed value of a user defined priority is {HighestUserPriority}");
            }
        }
        else if (SystemPriority(name, value, priority.IsTrue("globalDefault")) is { } fault)
        {
            errors.Forbidden("metadata.name", $"priority class names with 'system-' prefix are reserved for system use only. error: {fault}");
        }

        ValidatePreemption(priority, "preemptionPolicy", errors);
    }

    /// <summary>Whether a policy of preemption, which may be absent, is one.</summary>
    public static void ValidatePreemption(JsonObject owner, string path, FieldErrors errors)
    {
        if (owner["preemptionPolicy"] is not { } policy)
        {
            return;
        }

        if (policy.ToString().Length == 0)
        {
            errors.Required(path);
        }
        else if (policy.ToString() is not ("PreemptLowerPriority" or "Never"))
        {
            errors.NotSupported(path, policy, "PreemptLowerPriority", "Never");
        }
    }

    public static void CheckPriorityClassUpdate(JsonObject priority, JsonObject before, FieldErrors errors)
    {
        if ((FieldErrors.Number(priority, "value") ?? 0) != (FieldErrors.Number(before, "value") ?? 0))
        {
            errors.Forbidden("value", "may not be changed in an update.");
        }

        errors.Immutable("preemptionPolicy", priority["preemptionPolicy"], before["preemptionPolicy"]);
    }

    // The list of tolerations is judged one level deeper than it is, but for repetitions.
    private static void ValidateScheduling(JsonObject scheduling, string path, FieldErrors errors)
    {
        MetadataValidation.ValidateLabels(scheduling["nodeSelector"] as JsonObject, $"{path}.nodeSelector", errors);
        TolerationValidation.Validate(scheduling, $"{path}.tolerations.tolerations", errors);
        var known = new HashSet<(string Key, string Operator, string Value, string Effect)>();
        var index = 0;
        foreach (var toleration in scheduling.Each("tolerations"))
        {
            if (!known.Add((toleration.TextOf("key"), toleration.TextOf("operator"), toleration.TextOf("value"), toleration.TextOf("effect"))))
            {
                errors.DuplicateAsShown($"{path}.tolerations[{index}]", InternalForm.Toleration.Show(toleration));
            }

            index++;
        }
    }

    private static string? SystemPriority(string name, long value, bool isDefault)
    {
        var known = SystemPriorityClasses.Value(name);
        return known is null ? $"{name} is not a known system priority class"
            : known != value ? $"value of {name} PriorityClass must be {known}"
            : isDefault ? $"globalDefault of {name} PriorityClass must be false"
            : null;
    }
}
