using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.OpenApi;

/// <summary>The index of OpenAPI v3 documents (<c>/openapi/v3</c>): clients keep a document as long as the hash in its URL is the same.</summary>
public static class OpenApiIndex
{
    /// <summary>The index, JSON, UTF-8 encoded.</summary>
    /// <param name="documents">Path (<c>api/v1</c>, <c>apis/apps/v1</c>) and document of each group version.</param>
    public static byte[] Create(IEnumerable<KeyValuePair<string, byte[]>> documents)
    {
        var paths = new JsonObject();
        foreach (var (path, document) in documents.OrderBy(document => document.Key, StringComparer.Ordinal))
        {
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash={Hash(document)}" };
        }

        return new JsonObject { ["paths"] = paths }.ToUtf8Bytes();
    }

    /// <summary>The path of a group version in the index.</summary>
    public static string Path(string group, string version) => group.Length == 0 ? $"api/{version}" : $"apis/{group}/{version}";

    /// <summary>The hash of a document, in upper-case hexadecimal.</summary>
    public static string Hash(ReadOnlySpan<byte> document) => Convert.ToHexString(SHA256.HashData(document));
}
