using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>What a pod may be told of itself: core/v1 ObjectFieldSelector and ResourceFieldSelector.</summary>
internal static class DownwardValidation
{
    private static readonly string[] Resources =
        ["limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"];

    // What the field paths are that any version of the API has a label for.
    private static readonly string[] Known =
    [
        "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.restartPolicy",
        "spec.serviceAccountName", "spec.schedulerName", "status.phase", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    private static readonly string[] Sizes = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

    public static void ValidateField(JsonObject selector, string path, FieldErrors errors, params ReadOnlySpan<string> supported)
    {
        var field = selector.TextOf("fieldPath");
        if (selector.TextOf("apiVersion").Length == 0)
        {
            errors.Required($"{path}.apiVersion");
            return;
        }

        if (field.Length == 0)
        {
            errors.Required($"{path}.fieldPath");
            return;
        }

        var (name, subscript) = Subscripted(field);
        if (!Known.Contains(name) || (subscript is not null && !name.StartsWith("metadata.", StringComparison.Ordinal)))
        {
            errors.Invalid($"{path}.fieldPath", field, $"error converting fieldPath: field label not supported: {field}");
        }
        else if (subscript is null)
        {
            if (!supported.Contains(field))
            {
                errors.NotSupported($"{path}.fieldPath", field, supported);
            }
        }
        else if (name is "metadata.annotations" or "metadata.labels")
        {
            var key = name == "metadata.annotations" ? subscript.ToLowerInvariant() : subscript;
            errors.Invalid(path, key, LabelSyntax.KeyErrors(key));
        }
        else
        {
            errors.Invalid(path, name, "does not support subscript");
        }
    }

    public static void ValidateResource(JsonObject selector, string path, bool needsContainer, FieldErrors errors)
    {
        var resource = selector.TextOf("resource");
        if (needsContainer && selector.TextOf("containerName").Length == 0)
        {
            errors.Required($"{path}.containerName");
        }
        else if (resource.Length == 0)
        {
            errors.Required($"{path}.resource");
        }
        else if (!Resources.Contains(resource) && !IsHugePages(resource))
        {
            errors.NotSupported($"{path}.resource", resource, Resources);
        }

        ValidateDivisor(resource, selector.TextOf("divisor"), $"{path}.divisor", errors);
    }

    private static void ValidateDivisor(string resource, string divisor, string path, FieldErrors errors)
    {
        if (!Quantity.TryParse(divisor, out var quantity) || quantity.IsZero)
        {
            return;
        }

        var text = quantity.ToString();
        if (resource is "limits.cpu" or "requests.cpu")
        {
            if (text is not ("1m" or "1"))
            {
                errors.Invalid(path, resource, "only divisor's values 1m and 1 are supported with the cpu resource");
            }

            return;
        }

        var what = resource switch
        {
            "limits.memory" or "requests.memory" => "memory",
            "limits.ephemeral-storage" or "requests.ephemeral-storage" => "local ephemeral storage",
            _ when IsHugePages(resource) => "hugepages",
            _ => "",
        };
        if (what.Length > 0 && !Sizes.Contains(text))
        {
            errors.Invalid(path, resource, $"only divisor's values {string.Join(", ", Sizes)} are supported with the {what} resource");
        }
    }

    private static bool IsHugePages(string resource) =>
        resource.StartsWith("requests.hugepages-", StringComparison.Ordinal) || resource.StartsWith("limits.hugepages-", StringComparison.Ordinal);

    /// <summary>The path and, in <c>path['key']</c>, the key.</summary>
    private static (string Path, string? Subscript) Subscripted(string field) =>
        field.EndsWith("']", StringComparison.Ordinal) && field.IndexOf("['", StringComparison.Ordinal) is > 0 and var open
            ? (field[..open], field[(open + 2)..^2])
            : (field, null);
}
