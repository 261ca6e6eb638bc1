namespace Sampan.Charts.Downloads;

/// <summary>How far a download is.</summary>
/// <param name="Address">What is downloaded.</param>
/// <param name="Received">Bytes so far; those of an attempt that is tried again may be counted anew.</param>
/// <param name="Total">Bytes in all; null where the server does not say.</param>
/// <param name="IsOver">Whether it has ended, well or not.</param>
public readonly record struct DownloadProgress(Uri Address, long Received, long? Total, bool IsOver);
