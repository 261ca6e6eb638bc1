namespace Sampan.Commands.Flags;

/// <summary>A command line that cannot be parsed; the message is that of the tools' own parser.</summary>
internal sealed class FlagException(string message) : Exception(message);
