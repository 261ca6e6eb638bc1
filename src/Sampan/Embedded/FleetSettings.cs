using Sampan.Controllers;
using Sampan.Controllers.Nodes;
using Sampan.Server.Authentication;
using Sampan.Server.Hosting;

namespace Sampan.Embedded;

/// <summary>What an embedded fleet is made of.</summary>
internal sealed record FleetSettings
{
    /// <summary>The hub's name, also its context.</summary>
    public const string Hub = "hub";

    /// <summary>The number of members: <c>member1</c>, <c>member2</c> …</summary>
    public required int Members { get; init; }

    /// <summary>The simulated nodes of each member.</summary>
    public required IReadOnlyList<NodeGroup> Nodes { get; init; }

    /// <summary>Which controllers run, on the hub and on members.</summary>
    public ControllerSelection Controllers { get; init; } = ControllerSelection.All;

    /// <summary>Where the state is kept.</summary>
    public required StoreSettings Store { get; init; }

    /// <summary>The port on the loopback interface; 0 for a free one.</summary>
    public required int Port { get; init; }

    /// <summary>Where the kubeconfig is written.</summary>
    public required string Kubeconfig { get; init; }

    /// <summary>How the endpoint is set up, its port and authority aside.</summary>
    public EndpointOptions Endpoint { get; init; } = new();

    /// <summary>What identities are proved and checked with; null: a signing key of the process alone.</summary>
    public ServerCredentials? Credentials { get; init; }

    /// <summary>The members' names, in order.</summary>
    public IReadOnlyList<string> MemberNames => [.. Enumerable.Range(1, Members).Select(number => $"member{number}")];
}
