using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Registry;

/// <summary>What an update came to: the object as it is now, and whether the update has created it.</summary>
internal readonly record struct UpdateResult(KubernetesObject Object, bool IsCreated);
