using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Decoding;
using Sampan.Server.Schemas;

namespace Sampan.Server.Registry;

/// <summary>Shows objects in the version that a client asked for, and stores them in the version that is stored.</summary>
internal static class VersionConversion
{
    /// <summary>A stored object as its resource shows it.</summary>
    public static KubernetesObject Show(ServedResource resource, KubernetesObject stored)
    {
        if (!resource.IsConverted)
        {
            return stored;
        }

        var draft = stored.ToDraft();
        Convert(draft, resource.StorageType, resource.Type);
        draft = resource.CustomSchema is { } schema
            ? schema.Decode(draft).Object
            : BuiltInTypes.Instance.Find(resource.Type.GroupVersionKind) is { } type ? ObjectDecoder.Decode(draft, type).Object : draft;
        return KubernetesObject.FromTrusted(ObjectEncoder.Encode(draft, resource.Type));
    }

    /// <summary>Turns a draft of one version into another, in place.</summary>
    public static void Convert(JsonObject draft, ResourceType from, ResourceType to)
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
    }
}
