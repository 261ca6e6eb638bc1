namespace Sampan.Kubernetes.Identity;

/// <summary>A served resource type: where objects of a kind are read and written.</summary>
/// <param name="Group">API group; empty for core.</param>
/// <param name="Version">API version, such as <c>v1</c>.</param>
/// <param name="Plural">The path segment, such as <c>deployments</c>.</param>
/// <param name="Kind">The kind of the objects, such as <c>Deployment</c>.</param>
/// <param name="Namespaced">Whether its objects live in namespaces.</param>
public sealed record ResourceType(string Group, string Version, string Plural, string Kind, bool Namespaced)
{
    /// <summary>The <c>apiVersion</c> field of its objects.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The type of its objects.</summary>
    public GroupVersionKind GroupVersionKind => new(Group, Version, Kind);

    /// <summary><c>plural</c> or <c>plural.group</c>, as error messages name it.</summary>
    public string GroupResource => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>The URL path of a collection (name null) or an object, without the server's base.</summary>
    public string Path(string? @namespace = null, string? name = null, string? subresource = null)
    {
        var path = Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";
        if (Namespaced && !string.IsNullOrEmpty(@namespace))
        {
            path += $"/namespaces/{Uri.EscapeDataString(@namespace)}";
        }

        path += $"/{Plural}";
        if (name is not null)
        {
            path += $"/{Uri.EscapeDataString(name)}";
        }

        return subresource is null ? path : $"{path}/{subresource}";
    }

    /// <inheritdoc/>
    public override string ToString() => $"{GroupResource}/{Version}";
}
