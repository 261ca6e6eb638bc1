using Sampan.Controllers;
using Sampan.Fleet.Interpreting;
using Sampan.Fleet.Membership;
using Sampan.Placement;

namespace Sampan.Fleet.Hub;

/// <summary>How the hub works.</summary>
public sealed record FleetOptions
{
    /// <summary>Karmada's defaults.</summary>
    public static readonly FleetOptions Default = new();

    /// <summary>Which of <see cref="FleetControllers.Names"/> run.</summary>
    public ControllerSelection Controllers { get; init; } = ControllerSelection.All;

    /// <summary>How clusters are chosen.</summary>
    public PlacementOptions Placement { get; init; } = PlacementOptions.Default;

    /// <summary>By name of a member, what policies can select it by.</summary>
    public IReadOnlyDictionary<string, ClusterDescription> Descriptions { get; init; } = new Dictionary<string, ClusterDescription>();

    /// <summary>Who knows the structure of objects; null: the built-in kinds, and those that the hub's customizations describe.</summary>
    public IResourceInterpreter? Interpreter { get; init; }

    /// <summary>
    /// After how many replicas to stop counting, when a member's capacity is found out by scheduling into a copy of it;
    /// 0 to go by the members' totals alone, as Karmada does without estimators.
    /// </summary>
    public int SimulatedCapacityLimit { get; init; } = 1000;

    /// <summary>Whether policies may take templates from others (feature gate PropagationPolicyPreemption).</summary>
    public bool AllowPreemption { get; init; }

    /// <summary>How often each member's state is reported at least.</summary>
    public TimeSpan StatusInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many keys each controller works on at once.</summary>
    public int Workers { get; init; } = 4;
}
