namespace Sampan.Charts.Metadata;

/// <summary>Chart.lock: the exact dependencies that were chosen, and the digest of what they were chosen for.</summary>
/// <param name="Generated">When it was written, as in the file.</param>
/// <param name="Digest"><c>sha256:…</c> over the declared dependencies and these.</param>
/// <param name="Dependencies">The chosen charts, each with one version.</param>
public sealed record ChartLock(string Generated, string Digest, IReadOnlyList<ChartDependency> Dependencies);
