using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>Storage, runtime and priority classes.</summary>
internal static class ClassValidation
{
    public static void ValidateStorageClass(JsonObject storageClass, FieldErrors errors)
    {
        var provisioner = storageClass.TextOf("provisioner").ToLowerInvariant();
        if (provisioner.Length == 0)
        {
            errors.Required("provisioner");
        }
        else
        {
            errors.Invalid("provisioner", provisioner, LabelSyntax.KeyErrors(provisioner));
        }

        OneOf(storageClass, "reclaimPolicy", errors, "Delete", "Retain");
        OneOf(storageClass, "volumeBindingMode", errors, "Immediate", "WaitForFirstConsumer");
    }

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

    public static void ValidatePriorityClass(JsonObject priority, FieldErrors errors) =>
        OneOf(priority, "preemptionPolicy", errors, "PreemptLowerPriority", "Never");

    private static void OneOf(JsonObject owner, string name, FieldErrors errors, params ReadOnlySpan<string> supported)
    {
        if (owner[name] is { } value && !supported.Contains(value.ToString()))
        {
            errors.NotSupported(name, value, supported);
        }
    }
}
