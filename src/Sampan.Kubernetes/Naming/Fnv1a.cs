using System.Text;

namespace Sampan.Kubernetes.Naming;

/// <summary>The 32-bit FNV-1a hash, which Kubernetes and Karmada build names with.</summary>
public static class Fnv1a
{
    private const uint Offset = 2166136261;
    private const uint Prime = 16777619;

    /// <summary>The hash of bytes.</summary>
    public static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = Offset;
        foreach (var value in bytes)
        {
            hash = unchecked((hash ^ value) * Prime);
        }

        return hash;
    }

    /// <summary>The hash of a text's UTF-8 form.</summary>
    public static uint Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));
}
