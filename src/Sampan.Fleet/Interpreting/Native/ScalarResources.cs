namespace Sampan.Fleet.Interpreting.Native;

/// <summary>The names of resources that are counted in whole units beside CPU, memory, storage and pods.</summary>
internal static class ScalarResources
{
    private const string NativeDomain = "kubernetes.io/";

    public static bool IsHugePages(string name) => name.StartsWith("hugepages-", StringComparison.Ordinal);

    /// <summary>Whether the name is an extended resource, huge pages, a prefixed native one or attachable volumes.</summary>
    public static bool IsScalar(string name) =>
        IsHugePages(name)
        || name.Contains(NativeDomain, StringComparison.Ordinal)
        || name.StartsWith("attachable-volumes-", StringComparison.Ordinal)
        || IsExtended(name);

    private static bool IsExtended(string name)
    {
        const string quotaPrefix = "requests.";
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            && !name.StartsWith(quotaPrefix, StringComparison.Ordinal)
            && IsSubdomain(name.AsSpan(0, slash), quotaPrefix.Length)
            && IsQualified(name.AsSpan(slash + 1));
    }

    // The name is to be valid as a quota's name too, which puts requests. before it.
    private static bool IsSubdomain(ReadOnlySpan<char> domain, int reserved)
    {
        if (domain.Length + reserved > 253)
        {
            return false;
        }

        foreach (var range in domain.Split('.'))
        {
            var label = domain[range];
            if (label.IsEmpty || label[0] == '-' || label[^1] == '-' || label.ContainsAnyExcept(LowerAlphanumericOrDash))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsQualified(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= 63
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1])
        && !name.ContainsAnyExcept(NameCharacters);

    private static readonly System.Buffers.SearchValues<char> LowerAlphanumericOrDash =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");
}
