using Sampan.Placement.Bindings;
using Sampan.Placement.Policies;

namespace Sampan.Placement;

/// <summary>What one attempt at placing a binding looks at.</summary>
/// <param name="Binding">The binding.</param>
/// <param name="Placement">Its placement.</param>
/// <param name="Term">The affinity term that is tried, or null where the placement has none.</param>
internal sealed record PlacementContext(PlacementBinding Binding, PlacementSpec Placement, AffinityTerm? Term);
