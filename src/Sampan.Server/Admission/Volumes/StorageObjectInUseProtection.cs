using Sampan.Kubernetes.Identity;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Volumes;

/// <summary>Keeps claims and volumes that are deleted while in use (admission plugin StorageObjectInUseProtection).</summary>
internal sealed class StorageObjectInUseProtection : IAdmissionPlugin
{
    /// <inheritdoc/>
    public string Name => "StorageObjectInUseProtection";

    /// <inheritdoc/>
    public ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        if (attributes.IsCreateOf(WellKnownTypes.PersistentVolumeClaims))
        {
            AddFinalizer(attributes, "kubernetes.io/pvc-protection");
        }
        else if (attributes.IsCreateOf(WellKnownTypes.PersistentVolumes))
        {
            AddFinalizer(attributes, "kubernetes.io/pv-protection");
        }

        return ValueTask.CompletedTask;
    }

    private static void AddFinalizer(AdmissionAttributes attributes, string finalizer)
    {
        var metadata = attributes.Object!.Metadata();
        metadata.SetTexts("finalizers", [.. metadata.Texts("finalizers").Append(finalizer).Distinct()]);
    }
}
