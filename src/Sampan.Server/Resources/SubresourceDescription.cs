using Sampan.Kubernetes.Identity;

namespace Sampan.Server.Resources;

/// <summary>A subresource as discovery describes it.</summary>
/// <param name="Name">The path segment, such as <c>scale</c>.</param>
/// <param name="Kind">The type of its bodies, which for <c>scale</c>, <c>eviction</c> and <c>token</c> is not its parent's.</param>
/// <param name="Verbs">The verbs that it answers.</param>
public sealed record SubresourceDescription(string Name, GroupVersionKind Kind, IReadOnlyList<string> Verbs);
