using System.Runtime.CompilerServices;
using Sampan.Charts.Downloads;
using Sampan.Charts.Text;

namespace Sampan.Charts.Repositories;

/// <summary>Fetches the indexes of repositories.</summary>
public sealed class RepositoryRefresh(HttpDownloads downloads, RepositoryCache cache)
{
    private const int AtOnce = 8;

    /// <summary>Fetches a repository's index and keeps it; throws <see cref="ChartException"/>.</summary>
    public async Task<RepositoryIndex> FetchAsync(RepositoryEntry entry, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return cache.Keep(entry.Name, entry.Url, await DownloadAsync(entry, timeout, cancellationToken));
    }

    /// <summary>What Helm says of an outcome.</summary>
    public static string Describe(RepositoryEntry entry, ChartException? error)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return error is null
            ? $"...Successfully got an update from the {GoText.Quote(entry.Name)} chart repository\n"
            : $"...Unable to get an update from the {GoText.Quote(entry.Name)} chart repository ({entry.Url}):\n\t{error.Message}\n";
    }

    /// <summary>Fetches many at once, and hands their outcomes on in the order of the entries: null, or what went wrong.</summary>
    public async IAsyncEnumerable<(RepositoryEntry Entry, ChartException? Error)> FetchAllAsync(
        IReadOnlyList<RepositoryEntry> entries,
        TimeSpan timeout,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var entry in entries)
        {
            RepositoryAddress.Parse(entry.Url);
        }

        using var gate = new SemaphoreSlim(AtOnce);
        var fetches = entries.Select(entry => TryFetchAsync(entry, timeout, gate, cancellationToken)).ToList();
        foreach (var (entry, fetch) in entries.Zip(fetches))
        {
            yield return (entry, await fetch);
        }
    }

    /// <summary>The index of a repository that is not among a user's; nothing is kept. Throws <see cref="ChartException"/>.</summary>
    internal async Task<byte[]> DownloadAsync(RepositoryEntry entry, TimeSpan timeout, CancellationToken cancellationToken)
    {
        RepositoryAddress.Parse(entry.Url);
        var address = new Uri(RepositoryAddress.Resolve(entry.Url, "index.yaml"));
        return await downloads.GetAsync(address, entry.Access with { Timeout = timeout }, DownloadLimits.IndexBytes, accept: null, cancellationToken);
    }

    private async Task<ChartException?> TryFetchAsync(RepositoryEntry entry, TimeSpan timeout, SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            await FetchAsync(entry, timeout, cancellationToken);
            return null;
        }
        catch (ChartException exception)
        {
            return exception;
        }
        finally
        {
            gate.Release();
        }
    }
}
