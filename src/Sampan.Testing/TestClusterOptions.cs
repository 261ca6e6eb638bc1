using Sampan.Controllers;
using Sampan.Controllers.Nodes;

namespace Sampan.Testing;

/// <summary>What a <see cref="TestCluster"/> is made of.</summary>
public sealed record TestClusterOptions
{
    /// <summary>An API server alone: nothing changes that the test does not change.</summary>
    public static readonly TestClusterOptions Default = new();

    /// <summary>The name in addresses and kubeconfigs, a DNS label.</summary>
    public string Name { get; init; } = "test";

    /// <summary>The clock of the server and the controllers: timestamps, lifetimes of events, timeouts. Certificates and tokens are checked by it, too, where the server checks them.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The controllers that run, with simulated nodes for pods; null: none.</summary>
    public EmbeddedControllersOptions? Controllers { get; init; }

    /// <summary>A cluster that runs workloads: all controllers, the scheduler, and simulated nodes.</summary>
    /// <param name="nodes">How many nodes.</param>
    public static TestClusterOptions WithNodes(int nodes) => new()
    {
        Controllers = EmbeddedControllersOptions.Member with { Nodes = [new NodeGroup("node", nodes, NodeShape.Default)] },
    };
}
