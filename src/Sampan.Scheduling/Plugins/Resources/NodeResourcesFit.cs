using System.Collections.Frozen;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Resources;

/// <summary>Refuses nodes without room for what the pod requests, and rates the others by how full they become.</summary>
internal sealed class NodeResourcesFit : IFilterPlugin, IScorePlugin
{
    private readonly FrozenSet<string> _ignored;
    private readonly FrozenSet<string> _ignoredGroups;
    private readonly FillRating _rating;

    public NodeResourcesFit(JsonElement arguments)
    {
        _ignored = arguments.Items("ignoredResources").Select(name => name.ToString()).ToFrozenSet(StringComparer.Ordinal);
        _ignoredGroups = arguments.Items("ignoredResourceGroups").Select(group => group.ToString()).ToFrozenSet(StringComparer.Ordinal);
        _rating = FillRating.Of(arguments.Member("scoringStrategy") ?? default);
    }

    public string Name => PluginNames.NodeResourcesFit;

    public PreFilterResult PreFilter(PodInfo pod, ClusterSnapshot snapshot) => new(new FitFilter(pod.Requests, IsIgnored));

    public INodeScorer PreScore(PodInfo pod, ClusterSnapshot snapshot, ReadOnlySpan<NodeInfo> nodes) => new FitScorer(pod.ScoredRequests, _rating);

    private bool IsIgnored(string resource) =>
        ResourceNames.IsExtended(resource) && (_ignored.Contains(resource) || _ignoredGroups.Contains(resource[..resource.IndexOf('/')]));
}
