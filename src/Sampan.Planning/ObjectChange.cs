using Sampan.Kubernetes.Identity;
using Sampan.Planning.Diffing;

namespace Sampan.Planning;

/// <summary>What would happen to one object of one cluster.</summary>
/// <param name="Release">The release that causes it.</param>
/// <param name="Kind">What would happen.</param>
/// <param name="Type">The object's resource type.</param>
/// <param name="Name">The object's place.</param>
public sealed record ObjectChange(string Release, ChangeKind Kind, ResourceType Type, NamespacedName Name)
{
    /// <summary>The fields that would change; empty unless the object is changed.</summary>
    public IReadOnlyList<FieldChange> Fields { get; init; } = [];
}

/// <summary>What would happen to an object.</summary>
public enum ChangeKind
{
    /// <summary>It would be created.</summary>
    Create,

    /// <summary>It would be changed.</summary>
    Change,

    /// <summary>It would be deleted.</summary>
    Delete,

    /// <summary>It would stay as it is.</summary>
    Unchanged,
}
