namespace Sampan.Controllers.Volumes;

/// <summary>The annotations by which binder, provisioner and scheduler tell each other how far a claim is.</summary>
/// <remarks>Names of <c>k8s.io/component-helpers/storage/volume</c>.</remarks>
internal static class StorageAnnotations
{
    /// <summary>On a claim: its binding to <c>spec.volumeName</c> is complete.</summary>
    public const string BindCompleted = "pv.kubernetes.io/bind-completed";

    /// <summary>On a claim or a volume: the binder chose the other side, not the user.</summary>
    public const string BoundByController = "pv.kubernetes.io/bound-by-controller";

    /// <summary>On a volume: who made it.</summary>
    public const string ProvisionedBy = "pv.kubernetes.io/provisioned-by";

    /// <summary>On a claim: who is asked to make its volume.</summary>
    public const string Provisioner = "volume.kubernetes.io/storage-provisioner";

    /// <summary>On a claim: the node that its volume is made for.</summary>
    public const string SelectedNode = "volume.kubernetes.io/selected-node";
}
