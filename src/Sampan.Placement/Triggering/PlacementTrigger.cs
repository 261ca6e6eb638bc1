namespace Sampan.Placement.Triggering;

/// <summary>Why a binding is scheduled, or is not; the first that applies.</summary>
public enum PlacementTrigger
{
    /// <summary>Suspended, meant for another scheduler, or managed by nobody: left alone.</summary>
    Ignored,

    /// <summary>The placement is new or not the one that was applied.</summary>
    PlacementChanged,

    /// <summary>The replicas do not add up to what is asked for.</summary>
    ReplicasChanged,

    /// <summary>Somebody asked for a fresh placement.</summary>
    RescheduleTriggered,

    /// <summary>Objects that are not divided are always scheduled again: a cluster may have appeared or changed.</summary>
    DuplicatedOrNonWorkload,

    /// <summary>A cluster that the object is on is being removed.</summary>
    TargetClusterTerminating,

    /// <summary>Nothing to do.</summary>
    None,
}
