namespace Sampan.Scheduling.Framework;

/// <summary>A score plugin and what its scores are multiplied by.</summary>
internal readonly record struct WeightedScorePlugin(IScorePlugin Plugin, long Weight);
