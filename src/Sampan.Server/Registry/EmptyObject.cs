using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Decoding;
using Sampan.Server.Schemas;

namespace Sampan.Server.Registry;

/// <summary>What Go writes of an object of a kind that nothing has been set in.</summary>
internal static class EmptyObject
{
    private static readonly ConcurrentDictionary<GroupVersionKind, JsonObject> Cache = new();

    /// <summary>A fresh copy, with its type.</summary>
    public static JsonObject Of(ServedResource resource) => Of(resource.Type.GroupVersionKind);

    /// <summary>The same for a kind that no resource has objects of.</summary>
    public static JsonObject Of(GroupVersionKind kind) => Cache.GetOrAdd(kind, Create).DeepClone().AsObject();

    /// <summary>The one that all share, to be read only.</summary>
    public static JsonObject Shared(ServedResource resource) => Cache.GetOrAdd(resource.Type.GroupVersionKind, Create);

    /// <summary>The status of such an object, or null where Go writes none.</summary>
    public static JsonNode? StatusOf(ServedResource resource) => Shared(resource)["status"]?.DeepClone();

    private static JsonObject Create(GroupVersionKind kind)
    {
        var empty = BuiltInTypes.Instance.Find(kind) is { } type ? ObjectDecoder.Decode([], type).Object : [];
        empty["apiVersion"] = kind.ApiVersion;
        empty["kind"] = kind.Kind;
        return empty;
    }
}
