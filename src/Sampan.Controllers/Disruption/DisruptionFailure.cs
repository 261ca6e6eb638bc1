namespace Sampan.Controllers.Disruption;

/// <summary>Why it cannot be told how many pods of a budget there shall be, in the words of its condition.</summary>
internal sealed class DisruptionFailure(string message) : Exception(message);
