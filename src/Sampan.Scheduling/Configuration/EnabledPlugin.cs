namespace Sampan.Scheduling.Configuration;

/// <summary>A plugin that a profile enables, with the weight of its scores; weight 0 means 1.</summary>
internal readonly record struct EnabledPlugin(string Name, long Weight = 0);
