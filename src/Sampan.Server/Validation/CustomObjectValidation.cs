using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.CustomResources;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>Custom resources: their metadata, of which less is asked than of built-in kinds', and their schema and rules.</summary>
internal static class CustomObjectValidation
{
    private const string FinalizersPath = "metadata.finalizers";

    /// <summary>What is wrong with a new object; nothing if it is valid.</summary>
    /// <param name="draft">The object.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="schema">The schema of its version.</param>
    /// <param name="warnings">Gets what is allowed and not advised.</param>
    public static IReadOnlyList<StatusCause> ValidateCreate(JsonObject draft, GroupVersionKind kind, CustomResourceSchema schema, List<string> warnings)
    {
        var errors = new FieldErrors();
        MetadataValidation.ValidateCustom(draft, kind, errors);
        errors.Add(schema.Validate(draft, null, warnings));
        Advise(errors, draft, null, warnings);
        return errors.Causes;
    }

    /// <summary>What is wrong with a changed object beside what no object may change.</summary>
    public static IReadOnlyList<StatusCause> ValidateUpdate(JsonObject draft, JsonObject before, CustomResourceSchema schema, List<string> warnings)
    {
        var errors = new FieldErrors();
        MetadataValidation.ValidateFinalizerSyntax(Finalizers(draft), FinalizersPath, errors);
        errors.Add(schema.Validate(draft, before, warnings));
        Advise(errors, draft, before, warnings);
        return errors.Causes;
    }

    private static JsonArray? Finalizers(JsonObject? draft) => draft.At("metadata")?["finalizers"] as JsonArray;

    // Finalizers without a domain can be another's too; those that were there before are known.
    private static void Advise(FieldErrors errors, JsonObject draft, JsonObject? before, List<string> warnings)
    {
        if (errors.Causes.Count > 0)
        {
            return;
        }

        var known = (Finalizers(before) ?? []).Select(finalizer => finalizer?.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var name in (Finalizers(draft) ?? []).Select(finalizer => finalizer?.ToString() ?? "").Where(name => !known.Contains(name)))
        {
            warnings.AddRange(LabelSyntax.KeyErrors(name).Select(mistake => $"{FinalizersPath}: \"{name}\": {mistake}"));
            if (!name.Contains('/', StringComparison.Ordinal) && !MetadataValidation.StandardFinalizers.Contains(name))
            {
                var withPath = name.Contains('.', StringComparison.Ordinal) ? " including a path (/)" : "";
                warnings.Add($"{FinalizersPath}: \"{name}\": prefer a domain-qualified finalizer name{withPath} to avoid accidental conflicts with other finalizer writers");
            }
        }
    }
}
