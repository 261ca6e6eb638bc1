namespace Sampan.Placement.Members;

/// <summary>One entry of <c>status.resourceSummary.allocatableModelings</c>: how many nodes fall into a grade.</summary>
public readonly record struct ModelCount(long Grade, long Count);
