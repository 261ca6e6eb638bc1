namespace Sampan.Charts.Testing.Snapshots;

/// <summary>A value held against what was recorded.</summary>
/// <param name="Passed">Whether it is as recorded, is recorded now, or matches what it has to.</param>
/// <param name="Index">Which of the test's snapshots it is, from 1.</param>
/// <param name="Recorded">What was recorded; empty when nothing was.</param>
/// <param name="Current">What it is now.</param>
/// <param name="Mismatch">What it does not match; null when there is nothing of that kind.</param>
internal sealed record SnapshotComparison(bool Passed, int Index, string Recorded, string Current, string? Mismatch);
