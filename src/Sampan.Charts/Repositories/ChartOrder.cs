using Sampan.Charts.Downloads;

namespace Sampan.Charts.Repositories;

/// <summary>A chart that is asked for.</summary>
public sealed record ChartOrder
{
    /// <summary>What names it: <c>repository/chart</c>, an address, or with <see cref="Repository"/> the chart's name.</summary>
    public required string Reference { get; init; }

    /// <summary>A version or a range; empty for the latest.</summary>
    public string Version { get; init; } = "";

    /// <summary>The address of a repository that need not be among the user's; empty for those.</summary>
    public string Repository { get; init; } = "";

    /// <summary>How servers are reached, where the repository's entry does not say.</summary>
    public DownloadAccess Access { get; init; } = DownloadAccess.Anonymous;

    /// <summary>What is done about provenance.</summary>
    public ProvenancePolicy Provenance { get; init; }

    /// <summary>The keyring that provenance is checked with.</summary>
    public string Keyring { get; init; } = "";
}
