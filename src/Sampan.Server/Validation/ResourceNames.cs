using Sampan.Kubernetes.Quantities;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Server.Validation;

/// <summary>The names of resources: which there are without a domain, where each may be asked for, and in what amounts.</summary>
internal static class ResourceNames
{
    private const string HugePages = "hugepages-";

    private static readonly HashSet<string> Counted = new(StringComparer.Ordinal)
    {
        "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims", "services.nodeports", "services.loadbalancers",
    };

    private static readonly HashSet<string> Measured = new(StringComparer.Ordinal)
    {
        "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.storage", "requests.ephemeral-storage", "limits.cpu", "limits.memory", "limits.ephemeral-storage",
    };

    public static bool IsHugePages(string name) => name.StartsWith(HugePages, StringComparison.Ordinal);

    /// <summary>Whether a quota can limit it under its short name.</summary>
    public static bool IsOfQuotas(string name) =>
        Counted.Contains(name) || Measured.Contains(name) || IsHugePages(name) || name.StartsWith($"requests.{HugePages}", StringComparison.Ordinal);

    /// <summary>Whether a container can ask for it under its short name.</summary>
    public static bool IsOfContainers(string name) => name is "cpu" or "memory" or "ephemeral-storage" || IsHugePages(name);

    public static bool IsNative(string name) => IsShort(name) || name.Contains("kubernetes.io/", StringComparison.Ordinal);

    public static bool IsExtended(string name) =>
        !IsNative(name) && !name.StartsWith("requests.", StringComparison.Ordinal) && LabelSyntax.KeyErrors($"requests.{name}").Count == 0;

    /// <summary>Whether more of it can be promised than there is.</summary>
    public static bool MayOvercommit(string name) => IsNative(name) && !IsHugePages(name);

    /// <summary>Reports a name that is not a resource's; whether it is one.</summary>
    public static bool Validate(string name, string path, FieldErrors errors)
    {
        var faults = LabelSyntax.KeyErrors(name);
        errors.Invalid(path, name, faults);
        if (faults.Count > 0)
        {
            return false;
        }

        var isKnown = !IsShort(name) || IsOfQuotas(name) || name == "storage";
        if (!isKnown)
        {
            errors.Invalid(path, name, "must be a standard resource type or fully qualified");
        }

        return isKnown;
    }

    /// <summary>Reports a name that containers cannot ask for.</summary>
    public static void ValidateOfContainers(string name, string path, FieldErrors errors)
    {
        Validate(name, path, errors);
        if (IsShort(name) && !IsOfContainers(name))
        {
            errors.Invalid(path, name, "must be a standard resource for containers");
        }
        else if (!IsNative(name) && !IsExtended(name))
        {
            errors.Invalid(path, name, "doesn't follow extended resource name standard");
        }
    }

    /// <summary>Reports a name that quotas cannot limit.</summary>
    public static void ValidateOfQuotas(string name, string path, FieldErrors errors)
    {
        Validate(name, path, errors);
        if (IsShort(name) && !IsOfQuotas(name))
        {
            errors.Invalid(path, name, "must be a standard resource for quota");
        }
    }

    /// <summary>Reports an amount below zero, and parts of what comes whole.</summary>
    public static void ValidateAmount(string name, string text, string path, FieldErrors errors)
    {
        if (!Quantity.TryParse(text, out var amount))
        {
            return;
        }

        if (amount.Sign < 0)
        {
            errors.Invalid(path, text, "must be greater than or equal to 0");
        }

        if ((Counted.Contains(name) || IsExtended(name)) && amount.MilliValue % 1000 != 0)
        {
            errors.Invalid(path, text, "must be an integer");
        }
    }

    private static bool IsShort(string name) => !name.Contains('/', StringComparison.Ordinal);
}
