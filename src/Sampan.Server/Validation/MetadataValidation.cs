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
    private const int MaxAnnotationBytes = 256 * 1024;

    private static readonly string[] StandardFinalizers = ["kubernetes", "orphan", "foregroundDeletion"];

    public static void Validate(JsonObject draft, GroupVersionKind kind, FieldErrors errors)
    {
        var metadata = draft.At("metadata") ?? [];
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

        ValidateContent(metadata, errors);
        ValidateFinalizers(metadata["finalizers"] as JsonArray, errors);
    }

    /// <summary>What is wrong with an object's labels, annotations and owners.</summary>
    public static IReadOnlyList<StatusCause> ValidateContent(JsonObject draft)
    {
        var errors = new FieldErrors();
        ValidateContent(draft.At("metadata") ?? [], errors);
        return errors.Causes;
    }

    private static void ValidateContent(JsonObject metadata, FieldErrors errors)
    {
        ValidateLabels(metadata["labels"] as JsonObject, "metadata.labels", errors);
        ValidateAnnotations(metadata["annotations"] as JsonObject, errors);
        ValidateOwners(metadata, errors);
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
        ("", "Namespace" or "Service") => Names.ShortName(name),
        ("rbac.authorization.k8s.io", _) or ("apiregistration.k8s.io", _) => Names.PathSegment(name),
        ("apps", "StatefulSet") => Names.ShortName(name),
        ("batch", "CronJob") when name.Length > 52 => ["must be no more than 52 characters"],
        ("certificates.k8s.io", _) => Names.Subdomain(name),
        ("networking.k8s.io", "IPAddress") => [],
        ("apiregistration.k8s.io" or "flowcontrol.apiserver.k8s.io", _) => Names.PathSegment(name),
        _ => Names.Subdomain(name),
    };

    private static void ValidateAnnotations(JsonObject? annotations, FieldErrors errors)
    {
        var bytes = 0;
        foreach (var (key, value) in annotations ?? [])
        {
            // Annotations' prefixes may be in upper case.
            errors.Invalid("metadata.annotations", key, LabelSyntax.KeyErrors(key.ToLowerInvariant()));
            bytes += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value?.ToString() ?? "");
        }

        if (bytes > MaxAnnotationBytes)
        {
            errors.TooLong("metadata.annotations", MaxAnnotationBytes);
        }
    }

    private static void ValidateOwners(JsonObject metadata, FieldErrors errors)
    {
        JsonObject? controller = null;
        var index = 0;
        foreach (var owner in metadata.Each("ownerReferences"))
        {
            var path = $"metadata.ownerReferences[{index++}]";
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
                errors.Invalid("metadata.ownerReferences", metadata["ownerReferences"], $"Only one reference can have Controller set to true. Found \"true\" in references for {controller.TextOf("kind")}/{controller.TextOf("name")} and {owner.TextOf("kind")}/{owner.TextOf("name")}");
            }

            controller = owner;
        }
    }

    private static void ValidateFinalizers(JsonArray? finalizers, FieldErrors errors)
    {
        var names = (finalizers ?? []).Select(finalizer => finalizer?.ToString() ?? "").ToList();
        for (var i = 0; i < names.Count; i++)
        {
            errors.Invalid("metadata.finalizers", names[i], LabelSyntax.KeyErrors(names[i]));
            if (!names[i].Contains('/', StringComparison.Ordinal) && !StandardFinalizers.Contains(names[i]))
            {
                errors.Invalid($"metadata.finalizers[{i}]", names[i], "name is neither a standard finalizer name nor is it fully qualified");
            }
        }

        if (names.Contains("orphan") && names.Contains("foregroundDeletion"))
        {
            errors.Invalid("metadata.finalizers", finalizers, "finalizer orphan and foregroundDeletion cannot be both set");
        }
    }
}
