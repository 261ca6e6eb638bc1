using Sampan.Charts.Loading;
using Sampan.Charts.Metadata;
using Sampan.Charts.Repositories;
using Sampan.Charts.Text;

namespace Sampan.Charts.Resolving;

/// <summary>Brings a chart's folder its dependencies: <c>helm dependency update</c> and <c>build</c>, telling <paramref name="output"/> of each step.</summary>
public sealed class DependencyUpdate(ChartSources sources, DependencyOptions options, TextWriter output)
{
    private const string VersionOne = "v1";
    private static readonly TimeSpan RefreshTimeout = TimeSpan.FromSeconds(120);

    /// <summary>Chooses versions anew, fetches them into <c>charts/</c>, and writes Chart.lock. Throws <see cref="ChartException"/> with Helm's message.</summary>
    public async Task UpdateAsync(string chartFolder, CancellationToken cancellationToken)
    {
        var chart = LoadFolder(chartFolder);
        if (chart.Metadata.Dependencies is not { } declared)
        {
            return;
        }

        var repositories = DependencyRepositories.Find([.. declared.OfType<ChartDependency>()], sources.LoadRepositories(), chartFolder);
        TellFolders(repositories.Dependencies);
        await RefreshUnmanagedAsync(repositories.NameUnmanaged(), cancellationToken);
        await RefreshAsync(cancellationToken);
        var resolution = new DependencyResolution(sources, chartFolder, options.Access);
        var locked = await resolution.ResolveAsync(repositories.Dependencies, repositories.Names, cancellationToken);
        locked = await new DependencyFetch(sources, options, output).FetchAsync(chartFolder, locked, cancellationToken);
        var digest = DependencyDigest.Of(repositories.Dependencies, locked);
        if (chart.Lock?.Digest != digest)
        {
            LockFile.Write(chartFolder, new ChartLock(GoTimestamp.Of(sources.Time.GetLocalNow()), digest, locked), chart.Metadata.ApiVersion == VersionOne);
        }
    }

    /// <summary>Fetches what Chart.lock says into <c>charts/</c>; without one, as <see cref="UpdateAsync"/>. Throws <see cref="ChartException"/> with Helm's message.</summary>
    public async Task BuildAsync(string chartFolder, CancellationToken cancellationToken)
    {
        var chart = LoadFolder(chartFolder);
        if (chart.Lock is not { } locked)
        {
            await UpdateAsync(chartFolder, cancellationToken);
            return;
        }

        IReadOnlyList<ChartDependency> declared = [.. (chart.Metadata.Dependencies ?? []).OfType<ChartDependency>()];
        var repositories = DependencyRepositories.Find(declared, sources.LoadRepositories(), chartFolder);
        TellFolders(repositories.Dependencies);
        CheckInSync(chart, declared, repositories.Dependencies, locked);
        CheckAllManaged(locked.Dependencies);
        await RefreshAsync(cancellationToken);
        await new DependencyFetch(sources, options, output).FetchAsync(chartFolder, locked.Dependencies, cancellationToken);
    }

    private static Chart LoadFolder(string folder) =>
        Directory.Exists(folder) ? ChartLoader.Load(folder)
        : throw new ChartException(File.Exists(folder) ? "only unpacked charts can be updated" : $"could not find {folder}: stat {folder}: no such file or directory");

    private static void CheckInSync(Chart chart, IReadOnlyList<ChartDependency> declared, IReadOnlyList<ChartDependency> resolved, ChartLock locked)
    {
        if (DependencyDigest.Of(resolved, locked.Dependencies) == locked.Digest)
        {
            return;
        }

        if (chart.Metadata.ApiVersion != VersionOne)
        {
            throw new ChartException("the lock file (Chart.lock) is out of sync with the dependencies file (Chart.yaml). Please update the dependencies");
        }

        if (DependencyDigest.OfVersionTwo(declared) != locked.Digest)
        {
            throw new ChartException("the lock file (requirements.lock) is out of sync with the dependencies file (requirements.yaml). Please update the dependencies");
        }
    }

    private void CheckAllManaged(IReadOnlyList<ChartDependency> locked)
    {
        var repositories = sources.LoadRepositories();
        var missing = locked.Select(dependency => dependency.Repository)
            .Where(address => address.Length > 0 && !RepositoryAddress.IsFolder(address) && !RepositoryAddress.IsRegistry(address))
            .Where(address => !repositories.Entries.Any(entry => RepositoryAddress.AreEqual(entry.Url, address)))
            .ToArray();
        if (missing.Length > 0)
        {
            throw new ChartException($"no repository definition for {string.Join(", ", missing)}. Please add the missing repos via 'helm repo add'");
        }
    }

    private void TellFolders(IReadOnlyList<ChartDependency> dependencies)
    {
        foreach (var dependency in dependencies.Where(dependency => options.Debug && RepositoryAddress.IsFolder(dependency.Repository)))
        {
            output.Write($"Repository from local path: {dependency.Repository}\n");
        }
    }

    private async Task RefreshUnmanagedAsync(IReadOnlyList<RepositoryEntry> unmanaged, CancellationToken cancellationToken)
    {
        if (options.SkipRefresh || unmanaged.Count == 0)
        {
            return;
        }

        output.Write("Getting updates for unmanaged Helm repositories...\n");
        await foreach (var (entry, error) in Refresh().FetchAllAsync(unmanaged, RefreshTimeout, cancellationToken))
        {
            output.Write(error is null
                ? $"...Successfully got an update from the {GoText.Quote(entry.Url)} chart repository\n"
                : $"...Unable to get an update from the {GoText.Quote(entry.Url)} chart repository:\n\t{error.Message}\n");
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var entries = sources.LoadRepositories().Entries;
        if (options.SkipRefresh || entries.Count == 0)
        {
            return;
        }

        output.Write("Hang tight while we grab the latest from your chart repositories...\n");
        await foreach (var (entry, error) in Refresh().FetchAllAsync(entries, RefreshTimeout, cancellationToken))
        {
            output.Write(RepositoryRefresh.Describe(entry, error));
        }

        output.Write("Update Complete. ⎈Happy Helming!⎈\n");
    }

    private RepositoryRefresh Refresh() => new(sources.Downloads, sources.Cache);
}
