using Microsoft.Extensions.Logging;
using Sampan.Controllers.Runtime;
using Sampan.Fleet.Api;
using Sampan.Fleet.Interpreting;
using Sampan.Fleet.Members;
using Sampan.Fleet.Membership;
using Sampan.Fleet.Overrides;
using Sampan.Fleet.Policies;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Placement;
using Sampan.Placement.Members;
using Sampan.Scheduling;

namespace Sampan.Fleet.Hub;

/// <summary>What the hub's controllers share: the hub, its caches, its members.</summary>
internal sealed class HubContext
{
    /// <summary>The name under which the hub's changes are recorded.</summary>
    public const string FieldManager = "sampan-hub";

    private readonly Parsed<Policy> _namespacedPolicies;
    private readonly Parsed<Policy> _clusterPolicies;
    private readonly Parsed<OverridePolicy> _namespacedOverrides;
    private readonly Parsed<OverridePolicy> _clusterOverrides;
    private readonly Parsed<MemberCluster> _clusters;
    private readonly LiveInterpreter _interpreter;

    public HubContext(ICluster cluster, IReadOnlyDictionary<string, ICluster> members, FleetOptions options, TimeProvider time, ILogger logger)
    {
        Cluster = cluster;
        Options = options;
        Time = time;
        Logger = logger;
        Informers = new SharedInformers(cluster, time, logger);
        Types = new DiscoveredTypes(cluster);
        _interpreter = new LiveInterpreter(Informers.For(FleetTypes.ResourceInterpreterCustomizations));
        Members = members.ToDictionary(
            member => member.Key,
            member => new Member(member.Key, member.Value, new SharedInformers(member.Value, time, logger), new DiscoveredTypes(member.Value)),
            StringComparer.Ordinal);
        Placement = options.SimulatedCapacityLimit == 0
            ? options.Placement
            : options.Placement with { Estimators = [.. options.Placement.Estimators, Simulation(options.SimulatedCapacityLimit)] };
        _namespacedPolicies = new Parsed<Policy>(Informers.For(FleetTypes.PropagationPolicies), Policy.Of);
        _clusterPolicies = new Parsed<Policy>(Informers.For(FleetTypes.ClusterPropagationPolicies), Policy.Of);
        _namespacedOverrides = new Parsed<OverridePolicy>(Informers.For(FleetTypes.OverridePolicies), OverridePolicy.Of);
        _clusterOverrides = new Parsed<OverridePolicy>(Informers.For(FleetTypes.ClusterOverridePolicies), OverridePolicy.Of);
        _clusters = new Parsed<MemberCluster>(Informers.For(FleetTypes.Clusters), MemberCluster.Of);
    }

    public ICluster Cluster { get; }

    public FleetOptions Options { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public SharedInformers Informers { get; }

    public DiscoveredTypes Types { get; }

    /// <summary>Who knows the structure of objects, now.</summary>
    public IResourceInterpreter Interpreter => Options.Interpreter ?? _interpreter.Current;

    public IReadOnlyDictionary<string, Member> Members { get; }

    /// <summary>How clusters are chosen, with everybody who knows of their capacity.</summary>
    public PlacementOptions Placement { get; }

    /// <summary>All propagation policies of both kinds.</summary>
    public IReadOnlyList<Policy> Policies => [.. _namespacedPolicies.All, .. _clusterPolicies.All];

    /// <summary>All override policies of both kinds.</summary>
    public IReadOnlyList<OverridePolicy> Overrides => [.. _namespacedOverrides.All, .. _clusterOverrides.All];

    /// <summary>All clusters of the fleet.</summary>
    public IReadOnlyList<MemberCluster> Clusters => _clusters.All;

    /// <summary>Whether an OverridePolicy, or with an empty namespace a ClusterOverridePolicy, exists.</summary>
    public bool HasOverride(NamespacedName name) =>
        Informers.For(name.Namespace.Length > 0 ? FleetTypes.OverridePolicies : FleetTypes.ClusterOverridePolicies).Get(name) is not null;

    private SimulatedCapacity Simulation(int limit) =>
        new(SchedulingEngine.Default, new MemberSnapshots(Members).Of, template => TemplatePods.Of(template, this), limit);
}
