namespace Sampan.Releases.Life;

/// <summary>A release that could not be applied or removed: what failed, what was done before, and how to go on.</summary>
public sealed class ReleaseException(string message, Exception? inner = null) : Exception(message, inner);
