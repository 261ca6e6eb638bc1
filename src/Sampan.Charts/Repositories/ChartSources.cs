using Sampan.Charts.Downloads;
using Sampan.Charts.Registries;

namespace Sampan.Charts.Repositories;

/// <summary>Where charts come from: the repositories that a user added, what is kept of them, and the way to servers.</summary>
public sealed record ChartSources
{
    /// <summary>The path of repositories.yaml.</summary>
    public required string RepositoryConfig { get; init; }

    /// <summary>Indexes and packages that are kept.</summary>
    public required RepositoryCache Cache { get; init; }

    /// <summary>The way to servers.</summary>
    public required HttpDownloads Downloads { get; init; }

    /// <summary>Charts in registries.</summary>
    public required RegistryClient Registry { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The repositories that the user added; throws <see cref="ChartException"/>.</summary>
    public RepositoryList LoadRepositories() => RepositoryList.Load(RepositoryConfig);
}
