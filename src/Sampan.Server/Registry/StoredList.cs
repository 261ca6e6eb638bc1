using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Registry;

/// <summary>A page of a list, as stored.</summary>
/// <param name="Items">The objects.</param>
/// <param name="Revision">The snapshot's revision.</param>
/// <param name="Continue">The next page's token, or null.</param>
/// <param name="Remaining">How many objects follow, or null where that is not known.</param>
internal sealed record StoredList(IReadOnlyList<KubernetesObject> Items, long Revision, string? Continue, long? Remaining);
