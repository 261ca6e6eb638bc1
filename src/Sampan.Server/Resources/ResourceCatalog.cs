using System.Collections.Frozen;
using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Schemas;

namespace Sampan.Server.Resources;

/// <summary>The built-in resources of Kubernetes 1.36.</summary>
public static class ResourceCatalog
{
    private static readonly Lazy<IReadOnlyList<ResourceDescription>> Resources = new(() =>
    {
        List<ResourceDescription> resources = [];
        foreach (var entry in BuiltInTypes.Instance.Resources.EnumerateArray())
        {
            resources.Add(Read(entry));
        }

        return resources;
    });

    private static readonly Lazy<FrozenDictionary<(string Group, string Version, string Plural), ResourceDescription>> ByPath = new(() =>
        BuiltIn.ToFrozenDictionary(resource => (resource.Type.Group, resource.Type.Version, resource.Type.Plural)));

    /// <summary>Every built-in resource, in the order of its group version and name.</summary>
    public static IReadOnlyList<ResourceDescription> BuiltIn => Resources.Value;

    /// <summary>The resource at a URL path, such as (<c>apps</c>, <c>v1</c>, <c>deployments</c>); null where there is none.</summary>
    public static ResourceDescription? Find(string group, string version, string plural) => ByPath.Value.GetValueOrDefault((group, version, plural));

    /// <summary>The resource whose objects are of a kind, or null.</summary>
    public static ResourceDescription? Find(GroupVersionKind kind) => BuiltIn.FirstOrDefault(resource => resource.Type.GroupVersionKind == kind);

    private static ResourceDescription Read(JsonElement entry)
    {
        var type = new ResourceType(
            entry.StringOrEmpty("group"),
            entry.StringOrEmpty("version"),
            entry.StringOrEmpty("name"),
            entry.StringOrEmpty("kind"),
            entry.Boolean("namespaced") ?? false);
        List<SubresourceDescription> subresources = [];
        foreach (var subresource in entry.Items("subresources"))
        {
            var kind = new GroupVersionKind(
                subresource.String("group") ?? type.Group,
                subresource.String("version") ?? type.Version,
                subresource.StringOrEmpty("kind"));
            subresources.Add(new SubresourceDescription(subresource.StringOrEmpty("name"), kind, TypeDefinition.Strings(subresource, "verbs")));
        }

        return new ResourceDescription
        {
            Type = type,
            Singular = entry.StringOrEmpty("singular"),
            ShortNames = TypeDefinition.Strings(entry, "shortNames"),
            Categories = TypeDefinition.Strings(entry, "categories"),
            Verbs = TypeDefinition.Strings(entry, "verbs"),
            Subresources = subresources,
        };
    }
}
