using System.Collections.Immutable;
using Sampan.Scheduling.Configuration;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Plugins;
using Sampan.Scheduling.Preemption;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling;

/// <summary>
/// kube-scheduler 1.36's scheduling cycle as a function: which node a pod goes to in a snapshot, and why. It holds no
/// state of a cluster, and the same pod and snapshot always give the same answer: of equally good nodes the first by
/// name is taken. Safe to use from several threads.
/// </summary>
public sealed class SchedulingEngine
{
    /// <summary>The engine with the default profile.</summary>
    public static readonly SchedulingEngine Default = new(SchedulerProfile.Default);

    private readonly ImmutableArray<IFilterPlugin> _filters;
    private readonly ImmutableArray<WeightedScorePlugin> _scores;
    private readonly ImmutableArray<IReservePlugin> _reserves;
    private readonly ImmutableArray<IPreBindPlugin> _preBinds;

    /// <summary>An engine with the plugins of a profile.</summary>
    /// <exception cref="FormatException">A plugin's arguments are wrong.</exception>
    public SchedulingEngine(SchedulerProfile profile)
    {
        Profile = profile;
        var plugins = PluginRegistry.CreateFor(profile);
        _filters = [.. profile.PluginsOf("filter", Is<IFilterPlugin>).Select(plugin => plugins[plugin.Name]).Cast<IFilterPlugin>()];
        _reserves = [.. profile.PluginsOf("reserve", Is<IReservePlugin>).Select(plugin => plugins[plugin.Name]).Cast<IReservePlugin>()];
        _preBinds = [.. profile.PluginsOf("preBind", Is<IPreBindPlugin>).Select(plugin => plugins[plugin.Name]).Cast<IPreBindPlugin>()];
        _scores = [.. profile.PluginsOf("score", Is<IScorePlugin>).Select(plugin => new WeightedScorePlugin((IScorePlugin)plugins[plugin.Name], Math.Max(1, plugin.Weight)))];

        bool Is<T>(string name) => plugins.TryGetValue(name, out var plugin) && plugin is T;
    }

    /// <summary>The profile.</summary>
    public SchedulerProfile Profile { get; }

    /// <summary>Decides where the pod goes. Nothing is changed; <see cref="Assume"/> gives the cluster that follows.</summary>
    public SchedulingResult Schedule(PodInfo pod, ClusterSnapshot snapshot, SchedulingOptions? options = null) =>
        Schedule(StartFiltering(pod, snapshot), pod, snapshot, options ?? SchedulingOptions.Default);

    /// <summary>Looks for pods of lower priority whose eviction would let a pod in that fits nowhere. Nobody is evicted.</summary>
    /// <param name="failed">What <see cref="Schedule(PodInfo, ClusterSnapshot, SchedulingOptions?)"/> said about the pod.</param>
    /// <param name="snapshot">The same cluster.</param>
    public PreemptionResult Preempt(SchedulingResult failed, ClusterSnapshot snapshot) =>
        PreemptionEvaluator.Evaluate(StartFiltering(failed.Pod, snapshot), failed, snapshot);

    /// <summary>The cluster after the pod is bound to the node: the pod runs there and has what it needs besides, such as volumes.</summary>
    public ClusterSnapshot Assume(PodInfo pod, string nodeName, ClusterSnapshot snapshot)
    {
        foreach (var plugin in _reserves)
        {
            snapshot = plugin.Reserve(pod, snapshot.Find(nodeName)!, snapshot);
        }

        return snapshot.Assume(pod, nodeName);
    }

    /// <summary>What has to be done for the pod's volumes before it is bound to the node; decided on the snapshot before <see cref="Assume"/>.</summary>
    public IReadOnlyList<VolumeStep> VolumeSteps(PodInfo pod, string nodeName, ClusterSnapshot snapshot) =>
        snapshot.Find(nodeName) is { } node ? [.. _preBinds.SelectMany(plugin => plugin.PreBind(pod, node, snapshot))] : [];

    /// <summary>The plugins that rate nodes, in their order, and what their ratings are multiplied by.</summary>
    public IReadOnlyList<(string Plugin, long Weight)> ScoreWeights => [.. _scores.Select(score => (score.Plugin.Name, score.Weight))];

    internal FilterCycle StartFiltering(PodInfo pod, ClusterSnapshot snapshot) => FilterCycle.Start(_filters.AsSpan(), pod, snapshot);

    internal SchedulingResult Schedule(FilterCycle cycle, PodInfo pod, ClusterSnapshot snapshot, SchedulingOptions options)
    {
        var result = new SchedulingResult { Pod = pod, NodeCount = snapshot.Nodes.Count };
        if (snapshot.Nodes.Count == 0 || cycle.Rejection is not null)
        {
            return result with { Rejection = cycle.Rejection };
        }

        using var search = new NodeSearch(cycle, snapshot, options);
        search.Run(pod);
        result = result with
        {
            FeasibleNodes = search.Feasible.Length,
            NextStartIndex = search.NextStartIndex,
            AbsentNodes = cycle.AbsentNodes,
            Refusals = search.Refusals,
        };
        if (search.Feasible.IsEmpty)
        {
            return result;
        }

        return search.Feasible.Length == 1 && !options.IsExplained
            ? result with { NodeName = search.Feasible[0].Name }
            : NodeScoring.Choose(_scores.AsSpan(), result, snapshot, search.Feasible, options.IsExplained);
    }
}
