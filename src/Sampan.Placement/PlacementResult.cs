using Sampan.Placement.Triggering;

namespace Sampan.Placement;

/// <summary>The answer for one binding.</summary>
/// <param name="Trigger">Why it was scheduled, or was not.</param>
/// <param name="Attempts">The runs of the algorithm; several where affinity terms fall through to the next, none where nothing was to do.</param>
/// <param name="Outcome">What is to be written into the binding; null where it is ignored.</param>
public sealed record PlacementResult(PlacementTrigger Trigger, IReadOnlyList<PlacementAttempt> Attempts, PlacementOutcome? Outcome);
