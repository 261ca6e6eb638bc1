using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Kinds;

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
    }

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

        OneOf(priority, "preemptionPolicy", errors, "PreemptLowerPriority", "Never");
    }

    private static string? SystemPriority(string name, long value, bool isDefault)
    {
        var known = SystemPriorityClasses.Value(name);
        return known is null ? $"{name} is not a known system priority class"
            : known != value ? $"value of {name} PriorityClass must be {known}"
            : isDefault ? $"globalDefault of {name} must be false"
            : null;
    }

    private static void OneOf(JsonObject owner, string name, FieldErrors errors, params ReadOnlySpan<string> supported)
    {
        if (owner[name] is { } value && !supported.Contains(value.ToString()))
        {
            errors.NotSupported(name, value, supported);
        }
    }
}
