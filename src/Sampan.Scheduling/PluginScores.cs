namespace Sampan.Scheduling;

/// <summary>What one plugin gave each feasible node: normalized and weighted.</summary>
public sealed record PluginScores(string Plugin, IReadOnlyDictionary<string, long> ByNode);
