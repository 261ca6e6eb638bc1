using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Clusters;

/// <summary>One page of a list. Items carry <c>apiVersion</c> and <c>kind</c>.</summary>
/// <param name="Items">The objects, ordered by namespace and name.</param>
/// <param name="ResourceVersion">The version that the list is a snapshot of: watch from here.</param>
/// <param name="Continue">The token of the next page, or null on the last.</param>
public sealed record ObjectList(IReadOnlyList<KubernetesObject> Items, string ResourceVersion, string? Continue = null);
