using Sampan.Charts.Loading;

namespace Sampan.Charts.Downloads;

/// <summary>How much is taken from a server, in bytes, before it is given up.</summary>
internal static class DownloadLimits
{
    /// <summary>A repository's index.</summary>
    public const long IndexBytes = 128 * 1024 * 1024;

    /// <summary>A packaged chart: no larger than it may be unpacked.</summary>
    public const long ChartBytes = ChartLimits.ChartBytes;

    /// <summary>A provenance file, a manifest, a token.</summary>
    public const long TextBytes = 4 * 1024 * 1024;
}
