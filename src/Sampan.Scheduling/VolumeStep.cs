using Sampan.Kubernetes.Identity;

namespace Sampan.Scheduling;

/// <summary>What has to be done for a claim before a pod that uses it is bound.</summary>
/// <param name="Claim">The PersistentVolumeClaim.</param>
/// <param name="VolumeName">The existing PersistentVolume that the claim gets; null if one is to be made.</param>
/// <param name="NodeName">The node that must reach the volume.</param>
public sealed record VolumeStep(NamespacedName Claim, string? VolumeName, string NodeName);
