namespace Sampan.Placement.Policies;

/// <summary>The ways in which replicas are assigned to the selected clusters.</summary>
public enum DivisionStrategy
{
    /// <summary>Every cluster runs all replicas.</summary>
    Duplicated,

    /// <summary>Replicas are packed into as few clusters as possible.</summary>
    Aggregated,

    /// <summary>Replicas are shared by fixed weights.</summary>
    StaticWeight,

    /// <summary>Replicas are shared by what clusters have available.</summary>
    DynamicWeight,
}
