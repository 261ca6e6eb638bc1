using Sampan.Kubernetes.Objects;

namespace Sampan.Releases.Life;

/// <summary>What applying or removing a release would do to one object of its cluster.</summary>
/// <param name="Object">The object as rendered; of a dropped object, as it was last applied.</param>
/// <param name="Before">The live object; null where it would be created.</param>
/// <param name="After">The object afterwards, with the server's defaults; null where it would be deleted.</param>
public sealed record ObjectPreview(ReleaseObject Object, KubernetesObject? Before, KubernetesObject? After);
