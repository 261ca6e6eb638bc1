namespace Sampan.Charts.Values;

/// <summary>A <c>--set</c> expression that cannot be read; the message is Helm's.</summary>
public sealed class SetExpressionException(string message) : Exception(message);
