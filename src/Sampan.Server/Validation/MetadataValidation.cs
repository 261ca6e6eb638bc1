using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>meta/v1 ObjectMeta: names by kind, labels, annotations, finalizers, owners.</summary>
internal static class MetadataValidation
{
    private const string Path = "metadata";
    private const int MaxAnnotationBytes = 256 * 1024;

    /// <summary>Finalizers that Kubernetes knows without a domain.</summary>
    public static readonly string[] StandardFinalizers = ["kubernetes", "orphan", "foregroundDeletion"];

    /// <summary>Checks the metadata of a built-in kind's object.</summary>
    public static void Validate(JsonObject draft, GroupVersionKind kind, FieldErrors errors)
    {
        var metadata = draft.At("metadata") ?? [];
        ValidateNames(metadata, kind, errors);
        ValidateContent(metadata, Path, errors);
        ValidateFinalizers(metadata["finalizers"] as JsonArray, errors);
    }

    /// <summary>Checks the metadata of a custom resource, whose finalizers need no domain.</summary>
    public static void ValidateCustom(JsonObject draft, GroupVersionKind kind, FieldErrors errors)
    {
        var metadata = draft.At("metadata") ?? [];
        ValidateNames(metadata, kind, errors);
        ValidateContent(metadata, Path, errors);
        ValidateFinalizerSyntax(metadata["finalizers"] as JsonArray, $"{Path}.finalizers", errors);
    }

    private static void ValidateNames(JsonObject metadata, GroupVersionKind kind, FieldErrors errors)
    {
        if (metadata.TextOf("generateName") is { Length: > 0 } prefix)
        {
            // The name goes on after the prefix, so the prefix may end in a hyphen.
            var masked = prefix.EndsWith('-') ? prefix[..^1] + "a" : prefix;
            errors.Invalid("metadata.generateName", prefix, NameErrors(kind, masked));
        }

        if (metadata.TextOf("name") is { Length: > 0 } name)
        {
            errors.Invalid("metadata.name", name, NameErrors(kind, name));
        }
        else
        {
            errors.Required("metadata.name", "name or generateName is required");
        }
    }

    /// <summary>What is wrong with an object's labels, annotations and owners.</summary>
    public static IReadOnlyList<StatusCause> ValidateContent(JsonObject draft)
    {
        var errors = new FieldErrors();
        ValidateContent(draft.At("metadata") ?? [], Path, errors);
        return errors.Causes;
    }

    /// <summary>Checks the metadata of an object inside of another, which needs no name.</summary>
    public static void ValidateEmbedded(JsonObject metadata, string path, FieldErrors errors)
    {
        // A name may be any that an API server has objects of.
        foreach (var field in (ReadOnlySpan<string>)["generateName", "name"])
        {
            var text = metadata.TextOf(field);
            errors.Invalid($"{path}.{field}", text, field == "generateName" && text is "." or ".." ? [] : Names.PathSegment(text));
        }

        if (metadata.TextOf("namespace") is { Length: > 0 } @namespace)
        {
            errors.Invalid($"{path}.namespace", @namespace, Names.Label(@namespace));
        }

        ValidateContent(metadata, path, errors);
        ValidateFinalizerSyntax(metadata["finalizers"] as JsonArray, $"{path}.finalizers", errors);
    }

    private static void ValidateContent(JsonObject metadata, string path, FieldErrors errors)
    {
        ValidateLabels(metadata["labels"] as JsonObject, $"{path}.labels", errors);
        ValidateAnnotations(metadata["annotations"] as JsonObject, $"{path}.annotations", errors);
        ValidateOwners(metadata, $"{path}.ownerReferences", errors);
    }

    public static void ValidateLabels(JsonObject? labels, string path, FieldErrors errors)
    {
        foreach (var (key, value) in labels ?? [])
        {
            errors.Invalid(path, key, LabelSyntax.KeyErrors(key));
            var text = value?.ToString() ?? "";
            errors.Invalid(path, text, LabelSyntax.ValueErrors(text));
        }
    }

    private static List<string> NameErrors(GroupVersionKind kind, string name) => (kind.Group, kind.Kind) switch
    {
        ("", "Event") => Names.PathSegment(name),
        ("", "Namespace" or "Service") => Names.Label(name),
        ("rbac.authorization.k8s.io", _) or ("apiregistration.k8s.io", _) => Names.PathSegment(name),
        ("apps", "StatefulSet") => Names.Label(name),
        ("certificates.k8s.io", "CertificateSigningRequest") => Names.PathSegment(name),
        ("networking.k8s.io", "IPAddress") => [],
        ("apiregistration.k8s.io" or "flowcontrol.apiserver.k8s.io", _) => Names.PathSegment(name),
        _ => Names.Subdomain(name),
    };

    public static void ValidateAnnotations(JsonObject? annotations, string path, FieldErrors errors)
    {
        var bytes = 0;
        foreach (var (key, value) in annotations ?? [])
        {
            // Annotations' prefixes may be in upper case.
            errors.Invalid(path, key, LabelSyntax.KeyErrors(key.ToLowerInvariant()));
            bytes += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value?.ToString() ?? "");
        }

        if (bytes > MaxAnnotationBytes)
        {
            errors.TooLong(path, MaxAnnotationBytes);
        }
    }

    private static void ValidateOwners(JsonObject metadata, string path, FieldErrors errors)
    {
        JsonObject? controller = null;
        foreach (var owner in metadata.Each("ownerReferences"))
        {
            foreach (var field in (ReadOnlySpan<string>)["apiVersion", "kind", "name", "uid"])
            {
                if (owner.TextOf(field).Length == 0)
                {
                    errors.Invalid($"{path}.{field}", owner.TextOf(field), field == "apiVersion" ? "version must not be empty" : "must not be empty");
                }
            }

            if (owner["controller"]?.ToString() != "true")
            {
                continue;
            }

            if (controller is not null)
            {
                errors.Invalid(path, metadata["ownerReferences"], $"Only one reference can have Controller set to true. Found \"true\" in references for {controller.TextOf("kind")}/{controller.TextOf("name")} and {owner.TextOf("kind")}/{owner.TextOf("name")}");
            }

            controller = owner;
        }
    }

    private static void ValidateFinalizers(JsonArray? finalizers, FieldErrors errors)
    {
        ValidateFinalizerSyntax(finalizers, $"{Path}.finalizers", errors);
        var names = (finalizers ?? []).Select(finalizer => finalizer?.ToString() ?? "").ToList();
        for (var i = 0; i < names.Count; i++)
        {
            if (!names[i].Contains('/', StringComparison.Ordinal) && !StandardFinalizers.Contains(names[i]))
            {
                errors.Invalid($"metadata.finalizers[{i}]", names[i], "name is neither a standard finalizer name nor is it fully qualified");
            }
        }

    }

    /// <summary>Checks that finalizers are qualified names and do not contradict each other.</summary>
    public static void ValidateFinalizerSyntax(JsonArray? finalizers, string path, FieldErrors errors)
    {
        var names = (finalizers ?? []).Select(finalizer => finalizer?.ToString() ?? "").ToList();
        names.ForEach(name => errors.Invalid(path, name, LabelSyntax.KeyErrors(name)));
        if (names.Contains("orphan") && names.Contains("foregroundDeletion"))
        {
            errors.Invalid(path, finalizers, "finalizer orphan and foregroundDeletion cannot be both set");
        }
    }
}
