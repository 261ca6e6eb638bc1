using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Registry;

/// <summary>What a deletion came to.</summary>
/// <param name="Object">The object in its last state.</param>
/// <param name="IsGone">Whether it is gone; else it waits for finalizers or its grace period.</param>
internal readonly record struct DeleteResult(KubernetesObject Object, bool IsGone);
