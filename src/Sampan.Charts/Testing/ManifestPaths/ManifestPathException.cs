namespace Sampan.Charts.Testing.ManifestPaths;

/// <summary>A text that is no path into a manifest.</summary>
internal sealed class ManifestPathException(string message) : Exception(message);
