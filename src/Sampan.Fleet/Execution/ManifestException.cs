namespace Sampan.Fleet.Execution;

/// <summary>A manifest that a member cannot take; the message says why.</summary>
internal sealed class ManifestException(string message) : Exception(message);
