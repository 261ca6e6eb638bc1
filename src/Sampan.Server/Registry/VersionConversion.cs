using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.CustomResources.Conversion;
using Sampan.Server.Decoding;
using Sampan.Server.Schemas;
using Sampan.Server.Storage;

namespace Sampan.Server.Registry;

/// <summary>Shows objects in the version that a client asked for, and stores them in the version that is stored.</summary>
internal static class VersionConversion
{
    // What one question to a webhook may hold.
    private const int BatchSize = 200;

    /// <summary>A stored object as its resource shows it.</summary>
    public static ValueTask<KubernetesObject> ShowAsync(ServedCluster cluster, ServedResource resource, KubernetesObject stored, CancellationToken cancellationToken) =>
        !IsConverted(resource, stored) ? new(stored)
        : resource.Conversion is { } webhook ? AskAsync(cluster, resource, webhook, stored, cancellationToken)
        : new(Decoded(resource, Convert(stored.ToDraft(), resource.StorageType, resource.Type)));

    /// <summary>Stored objects, each with what its resource shows of it. A webhook is asked for many at once.</summary>
    public static async IAsyncEnumerable<(StoredObject Stored, KubernetesObject Shown)> ShowEachAsync(
        ServedCluster cluster, ServedResource resource, IEnumerable<StoredObject> stored, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (resource.Conversion is not { } webhook)
        {
            foreach (var each in stored)
            {
                yield return (each, await ShowAsync(cluster, resource, each.Object, cancellationToken));
            }

            yield break;
        }

        foreach (var batch in stored.Chunk(BatchSize))
        {
            var converted = await ConversionCaller.ConvertAsync(cluster, webhook, [.. batch.Select(each => each.Object.ToDraft())], resource.Type.ApiVersion, cancellationToken);
            for (var i = 0; i < batch.Length; i++)
            {
                yield return (batch[i], IsConverted(resource, batch[i].Object) ? Decoded(resource, converted[i]) : batch[i].Object);
            }
        }
    }

    /// <summary>Turns a draft of one version of a resource into another; the draft is used up.</summary>
    public static async ValueTask<JsonObject> ConvertAsync(ServedCluster cluster, ServedResource resource, JsonObject draft, ResourceType from, ResourceType to, CancellationToken cancellationToken) =>
        resource.Conversion is { } webhook
            ? (await ConversionCaller.ConvertAsync(cluster, webhook, [draft], to.ApiVersion, cancellationToken))[0]
            : Convert(draft, from, to);

    private static async ValueTask<KubernetesObject> AskAsync(ServedCluster cluster, ServedResource resource, ConversionWebhook webhook, KubernetesObject stored, CancellationToken cancellationToken) =>
        Decoded(resource, (await ConversionCaller.ConvertAsync(cluster, webhook, [stored.ToDraft()], resource.Type.ApiVersion, cancellationToken))[0]);

    // Custom resources may be stored in a version that was the stored one once.
    private static bool IsConverted(ServedResource resource, KubernetesObject stored) =>
        resource.HasOtherVersions ? stored.ApiVersion != resource.Type.ApiVersion : resource.IsConverted;

    private static KubernetesObject Decoded(ServedResource resource, JsonObject draft)
    {
        draft = resource.CustomSchema is { } schema
            ? schema.Decode(draft).Object
            : BuiltInTypes.Instance.Find(resource.Type.GroupVersionKind) is { } type ? ObjectDecoder.Decode(draft, type).Object : draft;
        return KubernetesObject.FromTrusted(ObjectEncoder.Encode(draft, resource.Type));
    }

    private static JsonObject Convert(JsonObject draft, ResourceType from, ResourceType to)
    {
        draft["apiVersion"] = to.ApiVersion;
        draft["kind"] = to.Kind;
        if (from.Group != to.Group && to.Plural == "events")
        {
            EventConversion.Convert(draft, to.Group);
        }
        else if (from.Version != to.Version && to is { Group: "autoscaling", Plural: "horizontalpodautoscalers" })
        {
            AutoscalerConversion.Convert(draft, to.Version);
        }

        return draft;
    }
}
