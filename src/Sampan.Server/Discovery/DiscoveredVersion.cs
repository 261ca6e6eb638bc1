using Sampan.Server.Aggregation;

namespace Sampan.Server.Discovery;

/// <summary>A group version in discovery.</summary>
/// <param name="Group">The group.</param>
/// <param name="Version">The version.</param>
/// <param name="Priorities">By which it is put in order.</param>
/// <param name="Remote">Who answers for it; null: the server itself.</param>
internal sealed record DiscoveredVersion(string Group, string Version, GroupPriorities Priorities, AggregatedService? Remote);
