using Sampan.Kubernetes.Selectors;

namespace Sampan.Fleet.Interpreting.Native;

/// <summary>The names of resources that are counted in whole units beside CPU, memory, storage and pods.</summary>
internal static class ScalarResources
{
    private const string NativeDomain = "kubernetes.io/";
    private const string QuotaPrefix = "requests.";

    public static bool IsHugePages(string name) => name.StartsWith("hugepages-", StringComparison.Ordinal);

    /// <summary>Whether the name is an extended resource, huge pages, a prefixed native one or attachable volumes.</summary>
    public static bool IsScalar(string name) =>
        IsHugePages(name)
        || name.Contains(NativeDomain, StringComparison.Ordinal)
        || name.StartsWith("attachable-volumes-", StringComparison.Ordinal)
        || IsExtended(name);

    // The name is to be valid as a quota's name too, which puts a prefix before it.
    private static bool IsExtended(string name) =>
        name.Contains('/', StringComparison.Ordinal)
        && !name.StartsWith(QuotaPrefix, StringComparison.Ordinal)
        && LabelSyntax.KeyErrors(QuotaPrefix + name).Count == 0;
}
