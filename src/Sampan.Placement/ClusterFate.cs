namespace Sampan.Placement;

/// <summary>How far a cluster came in an attempt.</summary>
public enum ClusterFate
{
    /// <summary>Skipped: it is being removed.</summary>
    Deleting,

    /// <summary>A filter rejected it.</summary>
    Rejected,

    /// <summary>Feasible, but spread constraints chose others.</summary>
    NotSelected,

    /// <summary>Selected, but it got no replicas.</summary>
    Unassigned,

    /// <summary>The object goes there.</summary>
    Chosen,
}
