namespace Sampan.Scheduling.Queueing;

/// <summary>Changes of a cluster that may let a pod in that did not fit before.</summary>
[Flags]
public enum ClusterEvents
{
    /// <summary>Nothing that matters.</summary>
    None = 0,

    /// <summary>A node is new.</summary>
    NodeAdded = 1,

    /// <summary>A node's labels, taints, resources or features changed.</summary>
    NodeChanged = 2,

    /// <summary>A pod runs on a node now, or its labels changed there.</summary>
    PodAssigned = 4,

    /// <summary>A pod left its node, or asks for less.</summary>
    PodRemoved = 8,

    /// <summary>A volume, claim, storage class or CSI object changed.</summary>
    StorageChanged = 16,

    /// <summary>A device, class or claim changed.</summary>
    DevicesChanged = 32,

    /// <summary>A namespace's labels changed.</summary>
    NamespaceChanged = 64,

    /// <summary>The pod itself changed.</summary>
    PodUpdated = 128,

    /// <summary>Any of them.</summary>
    All = 255,
}
