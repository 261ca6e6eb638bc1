namespace Sampan.Placement.Members;

/// <summary>What a cluster still offers of one resource: allocatable − allocated − allocating, rounded up.</summary>
/// <param name="Value">In the resource's unit.</param>
/// <param name="MilliValue">In thousandths of it.</param>
public readonly record struct AvailableResource(long Value, long MilliValue);
