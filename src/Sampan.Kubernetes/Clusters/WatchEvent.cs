using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Clusters;

/// <summary>A change that a watch reports. A deleted object is in its last state, with the deletion's resource version.</summary>
public readonly record struct WatchEvent(WatchEventType Type, KubernetesObject Object);

/// <summary>The kind of a change.</summary>
public enum WatchEventType
{
    /// <summary>The object is new, or has entered the selection.</summary>
    Added,

    /// <summary>The object has changed.</summary>
    Modified,

    /// <summary>The object is gone, or has left the selection.</summary>
    Deleted,

    /// <summary>No change: the watch has seen everything up to the object's resource version.</summary>
    Bookmark,
}
