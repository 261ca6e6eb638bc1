namespace Sampan.Fleet.Policies;

/// <summary>A policy that cannot be carried out; the message says why.</summary>
public sealed class PolicyException(string message) : Exception(message);
