using Sampan.Charts.Metadata;

namespace Sampan.Charts.Repositories;

/// <summary>One version of a chart in a repository's index.</summary>
public sealed record IndexedChart
{
    /// <summary>What the chart's Chart.yaml says.</summary>
    public required ChartMetadata Metadata { get; init; }

    /// <summary>Where the package is: absolute, or relative to the repository. The first counts.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>When the version was added, as the index says.</summary>
    public string Created { get; init; } = "";

    /// <summary>Whether the version was taken back.</summary>
    public bool Removed { get; init; }

    /// <summary>The SHA-256 digest of the package; empty where the index has none.</summary>
    public string Digest { get; init; } = "";
}
