namespace Sampan.Charts.Loading;

/// <summary>How large a chart may be once it is unpacked: what keeps a small archive from filling the memory.</summary>
internal static class ChartLimits
{
    /// <summary>The largest chart, in bytes, all files together.</summary>
    public const long ChartBytes = 100 * 1024 * 1024;

    /// <summary>The largest single file, in bytes.</summary>
    public const long FileBytes = 5 * 1024 * 1024;

    /// <summary>The deepest nesting of archives within archives.</summary>
    public const int Nesting = 32;
}
