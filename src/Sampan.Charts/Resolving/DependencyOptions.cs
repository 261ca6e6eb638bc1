using Sampan.Charts.Downloads;
using Sampan.Charts.Repositories;

namespace Sampan.Charts.Resolving;

/// <summary>How dependencies are brought into a chart's folder.</summary>
public sealed record DependencyOptions
{
    /// <summary>Whether the kept indexes of repositories are used as they are.</summary>
    public bool SkipRefresh { get; init; }

    /// <summary>What is done about provenance.</summary>
    public ProvenancePolicy Provenance { get; init; }

    /// <summary>The keyring that provenance is checked with.</summary>
    public string Keyring { get; init; } = "";

    /// <summary>How registries are reached.</summary>
    public DownloadAccess Access { get; init; } = DownloadAccess.Anonymous;

    /// <summary>Whether more is told.</summary>
    public bool Debug { get; init; }
}
