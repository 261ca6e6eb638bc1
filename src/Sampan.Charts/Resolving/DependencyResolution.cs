using Sampan.Charts.Downloads;
using Sampan.Charts.Loading;
using Sampan.Charts.Metadata;
using Sampan.Charts.Registries;
using Sampan.Charts.Repositories;
using Sampan.Charts.Text;
using Sampan.Templates.SemanticVersions;

namespace Sampan.Charts.Resolving;

/// <summary>Chooses one version for each dependency that a chart declares: the latest in its range that its repository has.</summary>
internal sealed class DependencyResolution(ChartSources sources, string chartFolder, DownloadAccess access)
{
    private readonly List<string> _missing = [];

    /// <summary>The chosen versions, in the order of the declarations; throws <see cref="ChartException"/> with Helm's message.</summary>
    /// <param name="declared">What Chart.yaml declares, names of repositories replaced by addresses.</param>
    /// <param name="repositoryNames">The name under which a dependency's repository is kept, by the dependency's name.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<ChartDependency>> ResolveAsync(IReadOnlyList<ChartDependency> declared, IReadOnlyDictionary<string, string> repositoryNames, CancellationToken cancellationToken)
    {
        List<ChartDependency> locked = [];
        foreach (var dependency in declared)
        {
            cancellationToken.ThrowIfCancellationRequested();
            locked.Add(await ResolveAsync(dependency, ParseRange(dependency), repositoryNames.GetValueOrDefault(dependency.Name, ""), cancellationToken));
        }

        return _missing.Count == 0 ? locked : throw new ChartException(
            $"can't get a valid version for {_missing.Count} subchart(s): {string.Join(", ", _missing)}. Make sure a matching chart version exists in the repo, or change the version constraint in Chart.yaml");
    }

    private async Task<ChartDependency> ResolveAsync(ChartDependency dependency, VersionConstraint range, string repositoryName, CancellationToken cancellationToken)
    {
        var locked = new ChartDependency { Name = dependency.Name, Repository = dependency.Repository, Version = dependency.Version };
        if (dependency.Repository.Length == 0)
        {
            LocalCharts.PathOf($"charts/{dependency.Name}", chartFolder);
            return locked;
        }

        if (RepositoryAddress.IsFolder(dependency.Repository))
        {
            var version = ChartLoader.LoadFolder(LocalCharts.PathOf(dependency.Repository, chartFolder)).Metadata.Version;
            return IsIn(range, version) ? locked with { Version = version } : Miss(locked);
        }

        if (repositoryName.Length == 0)
        {
            return locked;
        }

        var versions = RepositoryAddress.IsRegistry(dependency.Repository)
            ? await RegistryVersionsAsync(dependency, cancellationToken)
            : IndexedVersions(dependency, repositoryName);
        return versions.FirstOrDefault(version => IsIn(range, version)) is { } chosen
            ? locked with { Version = chosen }
            : RepositoryAddress.IsRegistry(dependency.Repository) ? locked : Miss(locked);
    }

    private ChartDependency Miss(ChartDependency dependency)
    {
        _missing.Add($"{GoText.Quote(dependency.Name)} (repository {GoText.Quote(dependency.Repository)}, version {GoText.Quote(dependency.Version)})");
        return dependency;
    }

    private IEnumerable<string> IndexedVersions(ChartDependency dependency, string repositoryName)
    {
        RepositoryIndex index;
        try
        {
            index = sources.Cache.LoadIndex(repositoryName);
        }
        catch (ChartException exception)
        {
            throw new ChartException($"no cached repository for {repositoryName} found. (try 'helm repo update'): {exception.Message}", exception.Hint, exception);
        }

        return index.Charts.TryGetValue(dependency.Name, out var versions)
            ? versions.Where(version => version.Urls.Count > 0).Select(version => version.Metadata.Version)
            : throw new ChartException($"{dependency.Name} chart not found in repo {dependency.Repository}");
    }

    /// <summary>An exact version is taken at its word; for a range the registry is asked.</summary>
    private async Task<IReadOnlyList<string>> RegistryVersionsAsync(ChartDependency dependency, CancellationToken cancellationToken)
    {
        if (SemanticVersion.TryParse(dependency.Version) is not null)
        {
            return [dependency.Version];
        }

        try
        {
            return await sources.Registry.VersionsAsync(RegistryReference.Parse($"{dependency.Repository.TrimEnd('/')}/{dependency.Name}"), access, cancellationToken);
        }
        catch (ChartException exception)
        {
            throw new ChartException($"could not retrieve list of tags for repository {dependency.Repository}: {exception.Message}", exception.Hint, exception);
        }
    }

    private static bool IsIn(VersionConstraint range, string version) => SemanticVersion.TryParse(version) is { } parsed && range.IsSatisfiedBy(parsed);

    private static VersionConstraint ParseRange(ChartDependency dependency)
    {
        try
        {
            return VersionConstraint.Parse(dependency.Version);
        }
        catch (FormatException exception)
        {
            throw new ChartException($"dependency {GoText.Quote(dependency.Name)} has an invalid version/constraint format: {exception.Message}", "write a version or a range such as ^1.2.0", exception);
        }
    }
}
