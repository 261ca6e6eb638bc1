using System.Collections.Immutable;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Affinity;

/// <summary>
/// Adds up, domain by domain, what the pod's preferences say of the pods there, and what theirs say of it; required
/// affinity of theirs counts with a weight of its own.
/// </summary>
internal sealed class AffinityScorer(
    PodInfo pod,
    ImmutableArray<PodAffinityTerm> affinity,
    ImmutableArray<PodAffinityTerm> antiAffinity,
    IReadOnlyDictionary<string, string> namespaceLabels,
    long requiredWeight) : INodeScorer
{
    private readonly Dictionary<string, Dictionary<string, long>> _scores = new(StringComparer.Ordinal);

    /// <summary>Whether nothing was said of any domain.</summary>
    public bool IsIdle => _scores.Count == 0;

    /// <summary>Counts a pod on a node.</summary>
    public void Count(PodInfo other, Node node)
    {
        foreach (var term in affinity)
        {
            Add(term, term.Matches(other), node, term.Weight);
        }

        foreach (var term in antiAffinity)
        {
            Add(term, term.Matches(other), node, -term.Weight);
        }

        if (requiredWeight > 0)
        {
            foreach (var term in other.Affinity.Required)
            {
                Add(term, term.Matches(pod, namespaceLabels), node, requiredWeight);
            }
        }

        foreach (var term in other.Affinity.Preferred)
        {
            Add(term, term.Matches(pod, namespaceLabels), node, term.Weight);
        }

        foreach (var term in other.AntiAffinity.Preferred)
        {
            Add(term, term.Matches(pod, namespaceLabels), node, -term.Weight);
        }
    }

    public long Score(NodeInfo node)
    {
        long score = 0;
        foreach (var (key, domains) in _scores)
        {
            score += node.Node.Labels.TryGetValue(key, out var domain) ? domains.GetValueOrDefault(domain) : 0;
        }

        return score;
    }

    public void Normalize(Span<long> scores)
    {
        var (least, greatest) = (long.MaxValue, long.MinValue);
        foreach (var score in scores)
        {
            least = Math.Min(least, score);
            greatest = Math.Max(greatest, score);
        }

        var range = greatest - least;
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = range > 0 ? (long)(Scores.Maximum * ((double)(scores[i] - least) / range)) : 0;
        }
    }

    private void Add(PodAffinityTerm term, bool matches, Node node, long weight)
    {
        if (!matches || !node.Labels.TryGetValue(term.TopologyKey, out var domain))
        {
            return;
        }

        if (!_scores.TryGetValue(term.TopologyKey, out var domains))
        {
            _scores[term.TopologyKey] = domains = new Dictionary<string, long>(StringComparer.Ordinal);
        }

        domains[domain] = domains.GetValueOrDefault(domain) + weight;
    }
}
