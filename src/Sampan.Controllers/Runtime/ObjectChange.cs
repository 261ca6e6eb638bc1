using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Runtime;

/// <summary>A change of an informer's cache.</summary>
/// <param name="Before">The object as it was cached, or null if it is new.</param>
/// <param name="After">The object as it is now, or null if it is gone.</param>
public readonly record struct ObjectChange(KubernetesObject? Before, KubernetesObject? After)
{
    /// <summary>The newest known state: the last one for an object that is gone.</summary>
    public KubernetesObject Object => After ?? Before!;
}
