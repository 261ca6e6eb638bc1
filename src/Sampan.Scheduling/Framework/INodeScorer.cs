using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Framework;

/// <summary>A plugin's rating for one pod.</summary>
internal interface INodeScorer
{
    /// <summary>The node's score; without <see cref="Normalize"/> from 0 to 100.</summary>
    long Score(NodeInfo node);

    /// <summary>Brings the scores of all nodes into 0 to 100, in place.</summary>
    void Normalize(Span<long> scores)
    {
    }
}
