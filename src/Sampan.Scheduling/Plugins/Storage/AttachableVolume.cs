namespace Sampan.Scheduling.Plugins.Storage;

/// <summary>A CSI volume: its driver and its identity there.</summary>
internal readonly record struct AttachableVolume(string Driver, string Handle);
