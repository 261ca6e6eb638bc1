namespace Sampan.Commands.Helm;

/// <summary>A mistake on a command line of Helm's; the message is Helm's.</summary>
internal sealed class HelmException(string message) : Exception(message);
