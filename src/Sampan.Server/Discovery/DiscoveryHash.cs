using System.Security.Cryptography;
using System.Text;
using Sampan.Kubernetes.Identity;

namespace Sampan.Server.Discovery;

/// <summary>Content hashes by which clients tell whether what they have cached is still right.</summary>
internal static class DiscoveryHash
{
    /// <summary>A hash of a document, upper-case hexadecimal as the API server's ETags are.</summary>
    public static string Of(ReadOnlySpan<byte> document) => Convert.ToHexString(SHA512.HashData(document));

    /// <summary>A hash of the version that a resource is stored in (apiserver/pkg/endpoints/discovery StorageVersionHash).</summary>
    public static string OfStorageVersion(ResourceType type) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{type.Group}/{type.Version}/{type.Kind}")).AsSpan(0, 8));
}
