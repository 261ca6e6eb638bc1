namespace Sampan.Scheduling.Devices;

/// <summary>A device's identity in a cluster.</summary>
internal readonly record struct DeviceId(string Driver, string Pool, string Name);
