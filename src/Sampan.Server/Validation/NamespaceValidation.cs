using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 Namespace: its finalizers, and a phase that fits whether it is being deleted.</summary>
internal static class NamespaceValidation
{
    private const string Finalizers = "spec.finalizers";

    public static void Validate(JsonObject space, FieldErrors errors)
    {
        foreach (var name in FieldErrors.Texts(space.At("spec"), "finalizers"))
        {
            ValidateFinalizer(name, Finalizers, errors);
        }
    }

    /// <summary>Finalizers that are set through their own subresource are named one by one.</summary>
    public static void CheckFinalizers(JsonObject space, FieldErrors errors)
    {
        var names = FieldErrors.Texts(space.At("spec"), "finalizers");
        for (var i = 0; i < names.Count; i++)
        {
            ValidateFinalizer(names[i], $"{Finalizers}[{i}]", errors);
        }
    }

    public static void CheckStatus(JsonObject space, FieldErrors errors)
    {
        var isDeleted = space.At("metadata").TextOf("deletionTimestamp").Length > 0;
        var phase = space.At("status").TextOf("phase");
        if (phase != (isDeleted ? "Terminating" : "Active"))
        {
            errors.Invalid(
                "status.Phase",
                phase,
                isDeleted ? "may only be 'Terminating' if `deletionTimestamp` is not empty" : "may only be 'Active' if `deletionTimestamp` is empty");
        }
    }

    private static void ValidateFinalizer(string name, string path, FieldErrors errors)
    {
        errors.Invalid(path, name, LabelSyntax.KeyErrors(name));
        if (!name.Contains('/', StringComparison.Ordinal) && !MetadataValidation.StandardFinalizers.Contains(name))
        {
            errors.Invalid(path, name, "name is neither a standard finalizer name nor is it fully qualified");
        }
    }
}
