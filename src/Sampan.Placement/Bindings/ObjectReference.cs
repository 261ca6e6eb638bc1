using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Placement.Bindings;

/// <summary>A binding's <c>spec.resource</c>: the object that is propagated.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Key">Its namespace and name.</param>
/// <param name="Uid">Its UID, which breaks ties between clusters; may be empty.</param>
public sealed record ObjectReference(GroupVersionKind Type, NamespacedName Key, string Uid)
{
    /// <summary>Reads the reference.</summary>
    public static ObjectReference Of(JsonElement resource) => new(
        GroupVersionKind.Parse(resource.StringOrEmpty("apiVersion"), resource.StringOrEmpty("kind")),
        new NamespacedName(resource.StringOrEmpty("namespace"), resource.StringOrEmpty("name")),
        resource.StringOrEmpty("uid"));
}
