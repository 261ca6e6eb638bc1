using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Storage;

/// <summary>One version of one object in the store.</summary>
/// <param name="Name">The key within its collection.</param>
/// <param name="Object">The object as committed: its JSON carries <see cref="ModRevision"/> as resource version.</param>
/// <param name="CreateRevision">The revision that created the key.</param>
/// <param name="ModRevision">The revision that wrote this version.</param>
/// <param name="Expires">When the store removes the object by itself, or null for never.</param>
public sealed record StoredObject(string Name, KubernetesObject Object, long CreateRevision, long ModRevision, DateTimeOffset? Expires)
{
    /// <summary>Whether it would be stored otherwise if it were written now, under another encryption: then a write that changes nothing is one.</summary>
    public bool IsStale { get; init; }
}
