using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Decoding;
using Sampan.Server.Schemas;

namespace Sampan.Server.Registry;

/// <summary>Drafts as the store keeps them: in the stored version, encoded.</summary>
internal static class StoredForm
{
    /// <summary>Encodes a draft of the resource's version. The draft is used up.</summary>
    public static ValueTask<byte[]> EncodeAsync(ServedCluster cluster, ServedResource resource, JsonObject draft, CancellationToken cancellationToken) =>
        resource.IsConverted ? EncodeConvertedAsync(cluster, resource, draft, cancellationToken) : new(Encode(resource, draft));

    private static async ValueTask<byte[]> EncodeConvertedAsync(ServedCluster cluster, ServedResource resource, JsonObject draft, CancellationToken cancellationToken) =>
        Encode(resource, await VersionConversion.ConvertAsync(cluster, resource, draft, resource.Type, resource.StorageType, cancellationToken));

    private static byte[] Encode(ServedResource resource, JsonObject draft)
    {
        if (!resource.IsCustom && BuiltInTypes.Instance.Find(resource.StorageType.GroupVersionKind) is { } type)
        {
            EmptyLists.Forget(draft, type);
        }

        return ObjectEncoder.Encode(draft, resource.StorageType);
    }

    /// <summary>The encoding of an object that has not been stored, as a dry run shows it.</summary>
    public static byte[] WithoutVersion(byte[] encoded)
    {
        var draft = JsonNode.Parse(encoded)!.AsObject();
        draft.Metadata().Remove("resourceVersion");
        return draft.ToUtf8Bytes();
    }
}
