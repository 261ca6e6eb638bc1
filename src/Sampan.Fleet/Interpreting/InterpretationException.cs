namespace Sampan.Fleet.Interpreting;

/// <summary>An object that an interpreter cannot make sense of; the message says why.</summary>
public sealed class InterpretationException(string message) : Exception(message);
