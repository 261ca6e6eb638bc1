using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.CustomResources;
using Sampan.Server.Defaulting;
using Sampan.Server.Registry;

namespace Sampan.Server.Validation;

/// <summary>Custom resources: their metadata, of which less is asked than of built-in kinds', and their schema and rules.</summary>
internal static class CustomObjectValidation
{
    private const string FinalizersPath = "metadata.finalizers";

    /// <summary>What is wrong with a new object; nothing if it is valid.</summary>
    /// <param name="draft">The object.</param>
    /// <param name="resource">Its resource.</param>
    /// <param name="schema">The schema of its version.</param>
    /// <param name="warnings">Gets what is allowed and not advised.</param>
    public static IReadOnlyList<StatusCause> ValidateCreate(JsonObject draft, ServedResource resource, CustomResourceSchema schema, List<string> warnings)
    {
        var errors = new FieldErrors();
        if (!IsOfKind(draft, resource.Type.GroupVersionKind, errors))
        {
            return errors.Causes;
        }

        MetadataValidation.ValidateCustom(draft, resource.Type.GroupVersionKind, errors);
        errors.Add(schema.Validate(draft, null, warnings, ScaledFieldChecks.Check(draft, resource, isStatus: false)));
        Advise(errors, draft, null, warnings);
        return errors.Causes;
    }

    /// <summary>What is wrong with a changed object beside what no object may change.</summary>
    /// <param name="draft">The object.</param>
    /// <param name="before">The object as it was.</param>
    /// <param name="resource">Its resource.</param>
    /// <param name="subresource">The subresource that is written, or null: of a status, only the status is held against the schema.</param>
    /// <param name="schema">The schema of its version.</param>
    /// <param name="warnings">Gets what is allowed and not advised.</param>
    public static IReadOnlyList<StatusCause> ValidateUpdate(JsonObject draft, JsonObject before, ServedResource resource, string? subresource, CustomResourceSchema schema, List<string> warnings)
    {
        var errors = new FieldErrors();
        if (!IsOfKind(draft, resource.Type.GroupVersionKind, errors))
        {
            return errors.Causes;
        }

        var isStatus = subresource == "status";
        MetadataValidation.ValidateFinalizerSyntax(Finalizers(draft), FinalizersPath, errors);
        errors.Add(schema.Validate(draft, before, warnings, ScaledFieldChecks.Check(draft, resource, isStatus), isStatus));
        if (!isStatus)
        {
            Advise(errors, draft, before, warnings);
        }

        return errors.Causes;
    }

    private static bool IsOfKind(JsonObject draft, GroupVersionKind kind, FieldErrors errors)
    {
        if (draft.TextOf("kind") != kind.Kind)
        {
            errors.Invalid("kind", draft.TextOf("kind"), $"must be {kind.Kind}");
        }

        if (draft.TextOf("apiVersion") != kind.ApiVersion)
        {
            errors.Invalid("apiVersion", draft.TextOf("apiVersion"), $"must be {kind.ApiVersion}");
        }

        return errors.Causes.Count == 0;
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
