using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Volumes;

/// <summary>Gives claims that name no class the default one (admission plugin DefaultStorageClass).</summary>
internal sealed class DefaultStorageClass(ServedCluster cluster) : IAdmissionPlugin
{
    private const string DefaultClass = "storageclass.kubernetes.io/is-default-class";
    private const string OldDefaultClass = "storageclass.beta.kubernetes.io/is-default-class";
    private const string OldClass = "volume.beta.kubernetes.io/storage-class";
    private static readonly ResourceType StorageClasses = new("storage.k8s.io", "v1", "storageclasses", "StorageClass", Namespaced: false);

    /// <inheritdoc/>
    public string Name => "DefaultStorageClass";

    /// <inheritdoc/>
    public ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        if (attributes.IsCreateOf(WellKnownTypes.PersistentVolumeClaims))
        {
            var claim = attributes.Object!;
            var spec = claim.Child("spec");
            if (!spec.ContainsKey("storageClassName") && claim.Metadata().Object("annotations").Text(OldClass).Length == 0 && Default() is { } name)
            {
                spec["storageClassName"] = name;
            }
        }

        return ValueTask.CompletedTask;
    }

    // Of several defaults the newest is taken.
    private string? Default() => cluster.Store.Current.List(cluster.Resource(StorageClasses).Collection)
        .Select(found => found.Object.Metadata)
        .Where(IsDefault)
        .OrderByDescending(metadata => metadata.CreationTimestamp)
        .ThenBy(metadata => metadata.Name, StringComparer.Ordinal)
        .FirstOrDefault()?.Name;

    private static bool IsDefault(ObjectMetadata metadata) =>
        metadata.Annotations.GetValueOrDefault(DefaultClass) == "true" || metadata.Annotations.GetValueOrDefault(OldDefaultClass) == "true";
}
