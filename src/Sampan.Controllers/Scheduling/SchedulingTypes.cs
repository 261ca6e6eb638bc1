using Sampan.Kubernetes.Identity;
using Sampan.Scheduling.Queueing;

namespace Sampan.Controllers.Scheduling;

/// <summary>What the scheduler reads besides nodes and pods, and which pods a change of it may let in.</summary>
internal static class SchedulingTypes
{
    public static readonly ResourceType Events = new("events.k8s.io", "v1", "events", "Event", Namespaced: true);

    public static readonly IReadOnlyDictionary<ResourceType, ClusterEvents> Surroundings = new Dictionary<ResourceType, ClusterEvents>
    {
        [WellKnownTypes.Namespaces] = ClusterEvents.NamespaceChanged,
        [WellKnownTypes.Services] = ClusterEvents.None,
        [WellKnownTypes.ReplicationControllers] = ClusterEvents.None,
        [WellKnownTypes.ReplicaSets] = ClusterEvents.None,
        [WellKnownTypes.StatefulSets] = ClusterEvents.None,
        [WellKnownTypes.PodDisruptionBudgets] = ClusterEvents.None,
        [WellKnownTypes.PersistentVolumes] = ClusterEvents.StorageChanged,
        [WellKnownTypes.PersistentVolumeClaims] = ClusterEvents.StorageChanged,
        [Devices("deviceclasses", "DeviceClass")] = ClusterEvents.DevicesChanged,
        [Devices("resourceslices", "ResourceSlice")] = ClusterEvents.DevicesChanged,
        [Devices("resourceclaims", "ResourceClaim", namespaced: true)] = ClusterEvents.DevicesChanged,
        [Storage("storageclasses", "StorageClass")] = ClusterEvents.StorageChanged,
        [Storage("csinodes", "CSINode")] = ClusterEvents.StorageChanged,
        [Storage("csidrivers", "CSIDriver")] = ClusterEvents.StorageChanged,
        [Storage("csistoragecapacities", "CSIStorageCapacity", namespaced: true)] = ClusterEvents.StorageChanged,
        [Storage("volumeattachments", "VolumeAttachment")] = ClusterEvents.StorageChanged,
    };

    /// <summary>Types of which only the spec and the labels count: their status changes all the time.</summary>
    public static readonly IReadOnlySet<ResourceType> WithIdleStatus = new HashSet<ResourceType>
    {
        WellKnownTypes.Namespaces,
        WellKnownTypes.Services,
        WellKnownTypes.ReplicationControllers,
        WellKnownTypes.ReplicaSets,
        WellKnownTypes.StatefulSets,
    };

    private static ResourceType Devices(string plural, string kind, bool namespaced = false) => new("resource.k8s.io", "v1", plural, kind, namespaced);

    private static ResourceType Storage(string plural, string kind, bool namespaced = false) => new("storage.k8s.io", "v1", plural, kind, namespaced);
}
