using Sampan.Charts.Loading;
using Sampan.Charts.Metadata;
using Sampan.Charts.Packaging;
using Sampan.Charts.Repositories;
using Sampan.Charts.Text;
using Sampan.Templates.SemanticVersions;

namespace Sampan.Charts.Resolving;

/// <summary>Fetches locked dependencies into <c>charts/</c>: all of them, or none.</summary>
internal sealed class DependencyFetch(ChartSources sources, DependencyOptions options, TextWriter output)
{
    private const int AtOnce = 4;

    private readonly ChartFetch _fetch = new(sources);
    private readonly DependencyLookup _lookup = new(sources);

    /// <summary>Fetches, then takes out the packages that are no longer needed; gives the dependencies, those of folders with their exact versions. Throws <see cref="ChartException"/>.</summary>
    public async Task<IReadOnlyList<ChartDependency>> FetchAsync(string chartFolder, IReadOnlyList<ChartDependency> locked, CancellationToken cancellationToken)
    {
        _lookup.Load();
        var target = Path.Combine(chartFolder, "charts");
        if (File.Exists(target))
        {
            throw new ChartException($"{GoText.Quote(target)} is not a directory");
        }

        Directory.CreateDirectory(target);
        output.Write($"Saving {locked.Count} charts\n");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var gate = new SemaphoreSlim(AtOnce);
        var downloads = locked.Select(dependency => IsRemote(dependency) ? DownloadAsync(dependency, gate, stop.Token) : null).ToList();
        try
        {
            return await SaveAsync(chartFolder, target, locked, downloads);
        }
        catch (ChartException exception) when (exception is not InvalidLocalChartException)
        {
            output.Write($"Save error occurred:  {exception.Message}\n");
            throw;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(downloads.OfType<Task>()).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private static bool IsRemote(ChartDependency dependency) => dependency.Repository.Length > 0 && !RepositoryAddress.IsFolder(dependency.Repository);

    private async Task<IReadOnlyList<ChartDependency>> SaveAsync(string chartFolder, string target, IReadOnlyList<ChartDependency> locked, List<Task<FetchedChart>?> downloads)
    {
        List<ChartDependency> exact = [];
        Dictionary<string, FetchedChart> packages = new(StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var (dependency, download) in locked.Zip(downloads))
        {
            exact.Add(dependency);
            if (dependency.Repository.Length == 0)
            {
                output.Write($"Dependency {dependency.Name} did not declare a repository. Assuming it exists in the charts directory\n");
                CheckInPlace(target, dependency);
            }
            else if (download is null)
            {
                var package = Archive(chartFolder, dependency, out var version);
                packages[package.FileName] = package;
                exact[^1] = dependency with { Version = version };
            }
            else if (!seen.Add($"{dependency.Repository}\n{dependency.Name}\n{dependency.Version}"))
            {
                output.Write($"Already downloaded {dependency.Name} from repo {dependency.Repository}\n");
            }
            else
            {
                output.Write($"Downloading {dependency.Name} from repo {dependency.Repository}\n");
                var package = await download;
                packages[package.FileName] = package;
            }
        }

        Replace(target, locked, packages);
        return exact;
    }

    private async Task<FetchedChart> DownloadAsync(ChartDependency dependency, SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            return RepositoryAddress.IsRegistry(dependency.Repository)
                ? await DownloadAsync(dependency, $"{dependency.Repository.TrimEnd('/')}/{dependency.Name}", order => _fetch.FetchAsync(order, cancellationToken))
                : await DownloadAsync(dependency, await _lookup.FindAsync(dependency, cancellationToken), cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private Task<FetchedChart> DownloadAsync(ChartDependency dependency, ResolvedChart chart, CancellationToken cancellationToken) =>
        DownloadAsync(dependency, chart.Address.OriginalString, order => _fetch.FetchAsync(order, chart, cancellationToken));

    private async Task<FetchedChart> DownloadAsync(ChartDependency dependency, string address, Func<ChartOrder, Task<FetchedChart>> fetch)
    {
        try
        {
            return await fetch(new ChartOrder { Reference = address, Version = dependency.Version, Access = options.Access, Provenance = options.Provenance, Keyring = options.Keyring });
        }
        catch (ChartException exception)
        {
            throw new ChartException($"could not download {address}: {exception.Message}", exception.Hint, exception);
        }
    }

    private FetchedChart Archive(string chartFolder, ChartDependency dependency, out string version)
    {
        if (options.Debug)
        {
            output.Write($"Archiving {dependency.Name} from repo {dependency.Repository}\n");
        }

        var chart = ChartLoader.LoadFolder(LocalCharts.PathOf(dependency.Repository, chartFolder));
        version = chart.Metadata.Version;
        if (!Satisfies(dependency, version, exception => new ChartException($"dependency {dependency.Name} has an invalid version/constraint format: {exception.Message}")))
        {
            throw new ChartException($"can't get a valid version for dependency {dependency.Name}");
        }

        using var package = new MemoryStream();
        ChartPackage.Write(chart, package, sources.Time.GetUtcNow());
        return new FetchedChart(ChartPackage.FileName(chart), package.ToArray());
    }

    private static void CheckInPlace(string target, ChartDependency dependency)
    {
        var path = Path.Combine(target, dependency.Name);
        Chart chart;
        try
        {
            chart = ChartLoader.LoadFolder(path);
        }
        catch (ChartException exception)
        {
            throw new InvalidLocalChartException($"unable to load chart '{path}': {exception.Message}", exception);
        }

        if (!Satisfies(dependency, chart.Metadata.Version, exception => new InvalidLocalChartException($"dependency {dependency.Name} has an invalid version/constraint format: {exception.Message}", exception)))
        {
            throw new ChartException($"dependency {dependency.Name} at version {chart.Metadata.Version} does not satisfy the constraint {dependency.Version}");
        }
    }

    private static bool Satisfies(ChartDependency dependency, string version, Func<FormatException, ChartException> error)
    {
        try
        {
            return SemanticVersion.TryParse(version) is { } parsed && VersionConstraint.Parse(dependency.Version).IsSatisfiedBy(parsed);
        }
        catch (FormatException exception)
        {
            throw error(exception);
        }
    }

    /// <summary>Puts the packages in place once all are there, and takes out those of before.</summary>
    private void Replace(string target, IReadOnlyList<ChartDependency> locked, Dictionary<string, FetchedChart> packages)
    {
        var before = Directory.EnumerateFiles(target).ToList();
        foreach (var package in packages.Values)
        {
            package.Save(target);
        }

        output.Write("Deleting outdated charts\n");
        var inPlace = locked.Where(dependency => dependency.Repository.Length == 0).Select(dependency => dependency.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var file in before.Where(file => !packages.ContainsKey(Path.GetFileName(file)) && !IsProvenanceOf(file, packages)))
        {
            try
            {
                if (!inPlace.Contains(ChartLoader.Load(file).Name))
                {
                    File.Delete(file);
                }
            }
            catch (ChartException exception)
            {
                output.Write($"Could not verify {file} for deletion: {exception.Message} (Skipping)\n");
            }
        }
    }

    private static bool IsProvenanceOf(string file, Dictionary<string, FetchedChart> packages) =>
        file.EndsWith(".prov", StringComparison.Ordinal) && packages.ContainsKey(Path.GetFileNameWithoutExtension(file));
}
