using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Registry;

/// <summary>How an update changes an object.</summary>
/// <param name="Apply">From the object as it is, or null where it does not exist, to a fresh draft of it as it shall be.</param>
internal sealed record ObjectChange(Func<KubernetesObject?, JsonObject> Apply)
{
    /// <summary>The subresource written, or null for the object itself.</summary>
    public string? Subresource { get; init; }

    /// <summary>Whether the draft is a body that replaces the object, with its own UID as a precondition.</summary>
    public bool IsPut { get; init; }

    /// <summary>Whether a missing object is created.</summary>
    public bool CreatesMissing { get; init; }

    /// <summary>Whether the draft comes from server-side apply, with its owners.</summary>
    public bool IsApply { get; init; }

    /// <summary>Whether the writer owns afterwards what it has changed.</summary>
    public bool TracksOwners { get => field && !IsApply; init; } = true;

    /// <summary>Whether admission has been passed already: the server's own write within a request that was admitted.</summary>
    public bool IsAdmitted { get; init; }

    /// <summary>Replacement by a body.</summary>
    public static ObjectChange Put(ServedResource resource, JsonObject body, string? subresource = null) => new(_ => body.DeepClone().AsObject())
    {
        IsPut = true,
        CreatesMissing = resource.Traits.CreatesOnUpdate,
        Subresource = subresource,
    };
}
