using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.GarbageCollection;

/// <summary>An object's owner references by what has become of the owners.</summary>
/// <param name="Solid">Owners that are there to stay.</param>
/// <param name="Waiting">Owners in foreground deletion, that wait for their dependents.</param>
/// <param name="Dangling">Owners that do not exist.</param>
internal sealed record Owners(IReadOnlyList<OwnerReference> Solid, IReadOnlyList<OwnerReference> Waiting, IReadOnlyList<OwnerReference> Dangling);

/// <summary>The finalizers by which an API server asks the collector for a way of deletion.</summary>
internal static class CollectorFinalizers
{
    public const string Foreground = "foregroundDeletion";

    public const string Orphan = "orphan";

    extension(KubernetesObject @object)
    {
        /// <summary>Whether the object's dependents must be gone before it.</summary>
        public bool IsDeletingForeground => @object.Metadata.DeletionTimestamp is not null && @object.Metadata.Finalizers.Contains(Foreground);

        /// <summary>Whether the object goes when its dependents have forgotten it.</summary>
        public bool IsOrphaning => @object.Metadata.DeletionTimestamp is not null && @object.Metadata.Finalizers.Contains(Orphan);
    }
}
