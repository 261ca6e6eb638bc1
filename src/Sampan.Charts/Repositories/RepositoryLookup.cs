using System.Text;
using Sampan.Charts.Downloads;
using Sampan.Charts.Text;

namespace Sampan.Charts.Repositories;

/// <summary>Finds where the package of a chart is.</summary>
internal sealed class RepositoryLookup(ChartSources sources)
{
    /// <summary>Where the chart of an order is; throws <see cref="ChartException"/> with Helm's message.</summary>
    public async Task<ResolvedChart> FindAsync(ChartOrder order, CancellationToken cancellationToken)
    {
        if (order.Repository.Length > 0)
        {
            return await FindInAsync(order, cancellationToken);
        }

        return order.Reference.Contains("://", StringComparison.Ordinal) ? FindByAddress(order) : FindByName(order);
    }

    /// <summary>In a repository that need not be among the user's: its index is fetched and not kept.</summary>
    public async Task<ResolvedChart> FindInAsync(ChartOrder order, CancellationToken cancellationToken)
    {
        var (repository, name) = (order.Repository, order.Reference);
        var access = order.Access with { Address = repository };
        var index = await FetchIndexAsync(repository, access, cancellationToken);
        var chart = $"chart {GoText.Quote(name)}{(order.Version.Length > 0 ? $" version {GoText.Quote(order.Version)}" : "")}";
        IndexedChart version;
        try
        {
            version = index.Get(name, order.Version);
        }
        catch (ChartException exception)
        {
            throw new ChartException($"{chart} not found in {repository} repository", exception.Hint, exception);
        }

        return version.Urls.Count > 0
            ? new ResolvedChart(RepositoryAddress.Parse(RepositoryAddress.Resolve(repository, version.Urls[0])), access, version.Digest)
            : throw new ChartException($"{chart} has no downloadable URLs");
    }

    private async Task<RepositoryIndex> FetchIndexAsync(string repository, DownloadAccess access, CancellationToken cancellationToken)
    {
        var address = RepositoryAddress.Parse(repository);
        try
        {
            var content = await sources.Downloads.GetAsync(new Uri(RepositoryAddress.Resolve(address.OriginalString, "index.yaml")), access, DownloadLimits.IndexBytes, accept: null, cancellationToken);
            return RepositoryIndexReader.Read(Encoding.UTF8.GetString(content), repository, static _ => { });
        }
        catch (ChartException exception)
        {
            throw new ChartException($"looks like {GoText.Quote(repository)} is not a valid chart repository or cannot be reached: {exception.Message}", exception.Hint, exception);
        }
    }

    /// <summary>By a package's own address: the repository whose index has it lends its credentials.</summary>
    private ResolvedChart FindByAddress(ChartOrder order)
    {
        if (!Uri.TryCreate(order.Reference, UriKind.Absolute, out var address))
        {
            throw new ChartException($"invalid chart URL format: {order.Reference}");
        }

        if (address.Scheme is not ("http" or "https"))
        {
            throw new ChartException($"scheme {GoText.Quote(address.Scheme)} not supported", "give an address that starts with https://, http:// or oci://");
        }

        foreach (var entry in sources.LoadRepositories().Entries)
        {
            var owned = LoadIndex(entry).Charts.Values.SelectMany(versions => versions).FirstOrDefault(version => version.Urls.Any(url => RepositoryAddress.AreEqual(url, order.Reference)));
            if (owned is not null)
            {
                return new ResolvedChart(address, Merge(order.Access, entry), owned.Digest);
            }
        }

        return new ResolvedChart(address, order.Access with { Address = order.Reference }, "");
    }

    private ResolvedChart FindByName(ChartOrder order)
    {
        var slash = order.Reference.IndexOf('/');
        if (slash < 0)
        {
            throw new ChartException($"non-absolute URLs should be in form of repo_name/path_to_chart, got: {order.Reference}");
        }

        var (repository, name) = (order.Reference[..slash], order.Reference[(slash + 1)..]);
        var entry = sources.LoadRepositories().Find(repository) ?? throw new ChartException($"repo {repository} not found");
        if (entry.Url.Length == 0)
        {
            throw new ChartException($"no URL found for repository {repository}");
        }

        RepositoryAddress.Parse(entry.Url);
        var index = LoadIndex(entry);
        IndexedChart version;
        try
        {
            version = index.Get(name, order.Version);
        }
        catch (ChartException exception)
        {
            throw new ChartException($"chart {GoText.Quote(name)} matching {order.Version} not found in {repository} index. (try 'helm repo update'): {exception.Message}", exception.Hint, exception);
        }

        return version.Urls.Count > 0
            ? new ResolvedChart(RepositoryAddress.Parse(RepositoryAddress.Resolve(entry.Url, version.Urls[0])), Merge(order.Access, entry), version.Digest)
            : throw new ChartException($"chart {GoText.Quote(order.Reference)} has no downloadable URLs");
    }

    private RepositoryIndex LoadIndex(RepositoryEntry entry)
    {
        try
        {
            return sources.Cache.LoadIndex(entry.Name);
        }
        catch (ChartException exception)
        {
            throw new ChartException($"no cached repo found. (try 'helm repo update'): {exception.Message}", exception.Hint, exception);
        }
    }

    /// <summary>What the entry says goes before what the command line says.</summary>
    private static DownloadAccess Merge(DownloadAccess access, RepositoryEntry entry)
    {
        var hasCredentials = entry.Username.Length > 0 && entry.Password.Length > 0;
        var hasCertificates = entry.CertFile.Length > 0 || entry.KeyFile.Length > 0 || entry.CaFile.Length > 0;
        return access with
        {
            Address = entry.Url,
            Username = hasCredentials ? entry.Username : access.Username,
            Password = hasCredentials ? entry.Password : access.Password,
            PassCredentialsAll = hasCredentials ? entry.PassCredentialsAll : access.PassCredentialsAll,
            CertFile = hasCertificates ? entry.CertFile : access.CertFile,
            KeyFile = hasCertificates ? entry.KeyFile : access.KeyFile,
            CaFile = hasCertificates ? entry.CaFile : access.CaFile,
            InsecureSkipTlsVerify = access.InsecureSkipTlsVerify || entry.InsecureSkipTlsVerify,
        };
    }
}
