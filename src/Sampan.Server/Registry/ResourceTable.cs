using System.Collections.Frozen;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Resources;
using Sampan.Server.Schemas;

namespace Sampan.Server.Registry;

/// <summary>Every resource that a cluster serves, immutable: a change of custom resources makes a new table.</summary>
internal sealed class ResourceTable
{
    private readonly FrozenDictionary<(string Group, string Version, string Plural), ServedResource> _byPath;

    private ResourceTable(IReadOnlyList<ServedResource> resources)
    {
        Resources = resources;
        _byPath = resources.ToFrozenDictionary(resource => (resource.Type.Group, resource.Type.Version, resource.Type.Plural));
        GroupVersions = [.. resources.Select(resource => (resource.Type.Group, resource.Type.Version)).Distinct()];
    }

    /// <summary>The resources, in discovery's order.</summary>
    public IReadOnlyList<ServedResource> Resources { get; }

    /// <summary>The group versions, in discovery's order.</summary>
    public IReadOnlyList<(string Group, string Version)> GroupVersions { get; }

    /// <summary>The built-in resources of a cluster.</summary>
    public static ResourceTable BuiltIn(string cluster) => new([.. ResourceCatalog.BuiltIn.Select(description => Serve(cluster, description))]);

    /// <summary>The built-in resources of this table alone.</summary>
    public ResourceTable WithoutCustom() => Resources.Any(resource => resource.IsCustom) ? new([.. Resources.Where(resource => !resource.IsCustom)]) : this;

    /// <summary>This table with other resources added.</summary>
    public ResourceTable With(IEnumerable<ServedResource> added) => new([.. Resources, .. added]);

    /// <summary>The resource at a URL path, or null.</summary>
    public ServedResource? Find(string group, string version, string plural) => _byPath.GetValueOrDefault((group, version, plural));

    /// <summary>The resource of a type.</summary>
    public ServedResource? Find(ResourceType type) => Find(type.Group, type.Version, type.Plural);

    /// <summary>The resource whose objects have a kind, or null.</summary>
    public ServedResource? Find(GroupVersionKind kind) => Resources.FirstOrDefault(resource => resource.Type.GroupVersionKind == kind);

    /// <summary>The collection of a type's objects.</summary>
    public static string Collection(string cluster, ResourceType type) => $"/{cluster}/{(type.Group.Length == 0 ? "core" : type.Group)}/{type.Plural}";

    private static ServedResource Serve(string cluster, ResourceDescription description)
    {
        var stored = StorageType(description.Type);
        return new ServedResource
        {
            Description = description,
            StorageType = stored,
            Collection = Collection(cluster, stored),
            Traits = ResourceTraits.Of(description.Type),
            DeprecationWarning = Deprecation(description.Type),
            Schema = BuiltInTypes.Instance.SchemaOf(description.Type.GroupVersionKind),
        };
    }

    private static string Deprecation(ResourceType type) => (type.Group, type.Plural) switch
    {
        ("", "endpoints") => "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
        ("", "componentstatuses") => "v1 ComponentStatus is deprecated in v1.19+",
        _ => "",
    };

    // Both Event kinds are one storage in two shapes, and so are both versions of autoscaling.
    private static ResourceType StorageType(ResourceType type) => type switch
    {
        { Group: "events.k8s.io", Plural: "events" } => WellKnownTypes.Events,
        { Group: "autoscaling", Plural: "horizontalpodautoscalers" } => type with { Version = "v2" },
        _ => type,
    };
}
