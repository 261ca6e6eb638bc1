namespace Sampan.Scheduling;

/// <summary>How thoroughly a scheduling decision is made.</summary>
public sealed record SchedulingOptions
{
    /// <summary>Every node is looked at; the result says what was decided, not how.</summary>
    public static readonly SchedulingOptions Default = new();

    /// <summary>Every node is looked at, and the result keeps every plugin's say: all refusals of a node and all scores.</summary>
    public static readonly SchedulingOptions Explain = new() { IsExplained = true };

    /// <summary>Whether filtering goes on after a node's first refusal, and scores are kept.</summary>
    public bool IsExplained { get; init; }

    /// <summary>
    /// After how many feasible nodes, in percent of all, the search ends (<c>percentageOfNodesToScore</c>). 100: all
    /// nodes; 0: kube-scheduler's own choice, which depends on the number of nodes. At least 100 nodes in any case.
    /// </summary>
    public int PercentageOfNodesToScore { get; init; } = 100;

    /// <summary>The node, counted from 0, at which the search begins; see <see cref="SchedulingResult.NextStartIndex"/>.</summary>
    public int StartIndex { get; init; }

    /// <summary>How many feasible nodes among the given number are enough.</summary>
    internal int EnoughNodes(int nodeCount)
    {
        const int Minimum = 100;
        if (nodeCount < Minimum || PercentageOfNodesToScore >= 100)
        {
            return nodeCount;
        }

        var percentage = PercentageOfNodesToScore > 0 ? PercentageOfNodesToScore : Math.Max(5, 50 - (nodeCount / 125));
        return Math.Max(Minimum, nodeCount * percentage / 100);
    }
}
