using Sampan.Kubernetes.Identity;

namespace Sampan.Server.Resources;

/// <summary>A served resource as discovery describes it.</summary>
public sealed record ResourceDescription
{
    /// <summary>Group, version, plural, kind and scope.</summary>
    public required ResourceType Type { get; init; }

    /// <summary>The singular name, such as <c>deployment</c>.</summary>
    public required string Singular { get; init; }

    /// <summary>Short names, such as <c>deploy</c>.</summary>
    public IReadOnlyList<string> ShortNames { get; init; } = [];

    /// <summary>Categories, such as <c>all</c>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The verbs that the resource answers, in alphabetical order.</summary>
    public required IReadOnlyList<string> Verbs { get; init; }

    /// <summary>The subresources.</summary>
    public IReadOnlyList<SubresourceDescription> Subresources { get; init; } = [];

    /// <summary>Whether objects are kept: review kinds such as SubjectAccessReview are answered and forgotten.</summary>
    public bool IsStored => Verbs.Contains("list");

    /// <summary>The subresource of that name, or null.</summary>
    public SubresourceDescription? Subresource(string name) => Subresources.FirstOrDefault(subresource => subresource.Name == name);
}
