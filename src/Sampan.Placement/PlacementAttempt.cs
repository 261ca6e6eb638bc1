using Sampan.Placement.Bindings;
using Sampan.Placement.Filtering;
using Sampan.Placement.Selection;

namespace Sampan.Placement;

/// <summary>One run of the algorithm, with everything that led to its result.</summary>
public sealed record PlacementAttempt
{
    /// <summary>The affinity term that was tried, empty where the placement has none.</summary>
    public string AffinityName { get; init; } = "";

    /// <summary>The clusters that were skipped because they are being removed.</summary>
    public IReadOnlyList<string> Deleting { get; init; } = [];

    /// <summary>The clusters that filters rejected.</summary>
    public IReadOnlyList<RejectedCluster> Rejected { get; init; } = [];

    /// <summary>The feasible clusters, best first.</summary>
    public IReadOnlyList<Candidate> Candidates { get; init; } = [];

    /// <summary>Those of the candidates that spread constraints selected, in the order of selection.</summary>
    public IReadOnlyList<Candidate> Selected { get; init; } = [];

    /// <summary>The replicas by cluster, by name.</summary>
    public IReadOnlyList<TargetCluster> Result { get; init; } = [];

    /// <summary>Why selecting failed, without the step's prefix; null where it did not.</summary>
    public string? SelectError { get; init; }

    /// <summary>Why the attempt failed; null where it succeeded.</summary>
    public PlacementFailure? Failure { get; init; }

    /// <summary>What became of each cluster, by name: the explanation of the attempt.</summary>
    public IReadOnlyList<ClusterVerdict> Verdicts()
    {
        var replicas = Result.ToDictionary(target => target.Name, target => target.Replicas, StringComparer.Ordinal);
        var selected = Selected.Select(candidate => candidate.Name).ToHashSet(StringComparer.Ordinal);
        var verdicts = Deleting.Select(name => new ClusterVerdict(name, ClusterFate.Deleting))
            .Concat(Rejected.Select(cluster => new ClusterVerdict(cluster.Name, ClusterFate.Rejected) { Rejections = cluster.Rejections }))
            .Concat(Candidates.Select(candidate => new ClusterVerdict(candidate.Name, Fate(candidate.Name))
            {
                Candidate = candidate,
                Replicas = replicas.GetValueOrDefault(candidate.Name),
            }));
        return [.. verdicts.OrderBy(verdict => verdict.Cluster, StringComparer.Ordinal)];

        ClusterFate Fate(string name) => replicas.ContainsKey(name) ? ClusterFate.Chosen
            : selected.Contains(name) ? ClusterFate.Unassigned
            : ClusterFate.NotSelected;
    }
}
