namespace Sampan.Server.Storage;

/// <summary>What a backup holds.</summary>
/// <param name="Revision">The revision that it is of.</param>
/// <param name="Objects">How many objects.</param>
/// <param name="Note">The text that was kept with it.</param>
public sealed record BackupSummary(long Revision, long Objects, string Note);
