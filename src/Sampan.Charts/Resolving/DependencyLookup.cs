using Sampan.Charts.Metadata;
using Sampan.Charts.Repositories;
using Sampan.Templates.SemanticVersions;

namespace Sampan.Charts.Resolving;

/// <summary>Finds the packages of locked dependencies in the kept indexes, and otherwise in their repositories.</summary>
internal sealed class DependencyLookup(ChartSources sources)
{
    private readonly List<(RepositoryEntry Entry, RepositoryIndex Index)> _repositories = [];

    /// <summary>Loads the indexes of the user's repositories; throws <see cref="ChartException"/> when one is missing.</summary>
    public void Load()
    {
        foreach (var entry in sources.LoadRepositories().Entries)
        {
            _repositories.Add((entry, sources.Cache.LoadIndex(entry.Name)));
        }
    }

    /// <summary>Where a dependency's package is; throws <see cref="ChartException"/>.</summary>
    public async Task<ResolvedChart> FindAsync(ChartDependency dependency, CancellationToken cancellationToken)
    {
        foreach (var (entry, index) in _repositories.Where(repository => RepositoryAddress.AreEqual(repository.Entry.Url, dependency.Repository)))
        {
            return FindIn(entry, index, dependency);
        }

        try
        {
            return await new RepositoryLookup(sources).FindInAsync(new ChartOrder { Reference = dependency.Name, Version = dependency.Version, Repository = dependency.Repository }, cancellationToken);
        }
        catch (ChartException exception)
        {
            throw new ChartException($"could not find : chart {dependency.Name} not found in {dependency.Repository}: {exception.Message}", exception.Hint, exception);
        }
    }

    private static ResolvedChart FindIn(RepositoryEntry entry, RepositoryIndex index, ChartDependency dependency)
    {
        if (!index.Charts.TryGetValue(dependency.Name, out var versions))
        {
            throw new ChartException("could not find : entry not found", $"{entry.Url} has no chart {dependency.Name}: run 'helm repo update'");
        }

        var version = versions.FirstOrDefault(version => version.Urls.Count > 0 && (dependency.Version.Length == 0 || AreEqual(dependency.Version, version.Metadata.Version)))
            ?? throw new ChartException("could not find : no matching version", $"{entry.Url} has no version {dependency.Version} of {dependency.Name}: run 'helm dependency update'");
        return new ResolvedChart(RepositoryAddress.Parse(RepositoryAddress.Resolve(entry.Url, version.Urls[0])), entry.Access, version.Digest);
    }

    private static bool AreEqual(string one, string other) =>
        SemanticVersion.TryParse(one) is { } left ? SemanticVersion.TryParse(other) is { } right && left.CompareTo(right) == 0 : one == other;
}
