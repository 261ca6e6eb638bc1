using System.Text.Json.Nodes;
using Sampan.Controllers.Nodes;
using Sampan.Controllers.Scheduling;

namespace Sampan.Controllers;

/// <summary>What <see cref="EmbeddedControllers"/> brings to life.</summary>
public sealed record EmbeddedControllersOptions
{
    /// <summary>A cluster that runs workloads on simulated nodes.</summary>
    public static readonly EmbeddedControllersOptions Member = new() { Nodes = [new NodeGroup("node", 10, NodeShape.Default)] };

    /// <summary>A cluster that only holds objects: its Deployments make no pods, for they are templates for the members.</summary>
    public static readonly EmbeddedControllersOptions Hub = new() { RunWorkloads = false, Scheduler = null };

    /// <summary>Whether workload controllers make pods and simulated nodes run them.</summary>
    public bool RunWorkloads { get; init; } = true;

    /// <summary>Which controllers run, of those that have a name in <see cref="EmbeddedControllers.Names"/>.</summary>
    public ControllerSelection Controllers { get; init; } = ControllerSelection.All;

    /// <summary>How pods get their nodes; null for a cluster whose pods somebody else schedules.</summary>
    public SchedulerOptions? Scheduler { get; init; } = SchedulerOptions.Default;

    /// <summary>The simulated nodes to register.</summary>
    public IReadOnlyList<NodeGroup> Nodes { get; init; } = [];

    /// <summary>The certificate of the authority that vouches for the API server, PEM, which every namespace publishes to its pods; null: none does.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>Signs the claims of a token, which Secrets of type <c>kubernetes.io/service-account-token</c> then hold; null: they stay without one.</summary>
    public Func<JsonObject, string>? SignToken { get; init; }

    /// <summary>How fast simulated nodes work.</summary>
    public SimulationOptions Simulation { get; init; } = new();
}
