namespace Sampan.Scheduling.Objects;

/// <summary>The names of node resources and what they say about them.</summary>
internal static class ResourceNames
{
    public const string Cpu = "cpu";
    public const string Memory = "memory";
    public const string EphemeralStorage = "ephemeral-storage";
    public const string Pods = "pods";
    private const string HugePages = "hugepages-";
    private const string NativeDomain = "kubernetes.io/";

    /// <summary>Whether the resource has a vendor's domain: neither native nor a quota's.</summary>
    public static bool IsExtended(string name) => name.Contains('/') && !IsNative(name) && !name.StartsWith("requests.", StringComparison.Ordinal);

    /// <summary>Whether the scheduler counts the resource, beyond CPU, memory and ephemeral storage.</summary>
    public static bool IsScalar(string name) =>
        IsExtended(name)
        || name.StartsWith(HugePages, StringComparison.Ordinal)
        || name.StartsWith("attachable-volumes-", StringComparison.Ordinal)
        || (name.Contains('/') && IsNative(name));

    /// <summary>Whether the resource may be set for a whole pod (<c>spec.resources</c>).</summary>
    public static bool IsPodLevel(string name) => name is Cpu or Memory || name.StartsWith(HugePages, StringComparison.Ordinal);

    private static bool IsNative(string name) => !name.Contains('/') || name.Contains(NativeDomain, StringComparison.Ordinal);
}
