using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Nodes;

/// <summary>When a node begins to be simulated.</summary>
internal static class SimulationChange
{
    /// <summary>Whether a change makes a node one that is simulated, or makes one.</summary>
    public static bool Begins(ObjectChange change) =>
        change.After is { } node && SimulatedNode.Is(node) && (change.Before is null || !SimulatedNode.Is(change.Before));
}
