namespace Sampan.Fleet.Overrides;

/// <summary>An override that cannot be applied to an object; the message says which and why.</summary>
public sealed class OverrideException(string message) : Exception(message);
