using System.Text;
using Sampan.Charts.Downloads;
using Sampan.Charts.Provenance;
using Sampan.Charts.Text;

namespace Sampan.Charts.Repositories;

/// <summary>Fetches packages from where they are, and checks them: against the digest that the index states, and where asked against their provenance.</summary>
public sealed class ChartFetch(ChartSources sources)
{
    private const string Accept = "application/gzip,application/octet-stream";

    private readonly RepositoryLookup _lookup = new(sources);
    private readonly RegistryFetch _registry = new(sources);

    /// <summary>Fetches the chart of an order; throws <see cref="ChartException"/> with Helm's message.</summary>
    public async Task<FetchedChart> FetchAsync(ChartOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        return RepositoryAddress.IsRegistry(order.Reference)
            ? await _registry.FetchAsync(order, cancellationToken)
            : await FetchAsync(order, await _lookup.FindAsync(order, cancellationToken), cancellationToken);
    }

    /// <summary>Fetches a package whose place is known.</summary>
    internal async Task<FetchedChart> FetchAsync(ChartOrder order, ResolvedChart chart, CancellationToken cancellationToken)
    {
        var name = FileName(chart.Address);
        var content = await ContentAsync(chart, cancellationToken);
        if (order.Provenance == ProvenancePolicy.Ignore)
        {
            return new FetchedChart(name, content);
        }

        var address = new Uri(chart.Address.OriginalString + ".prov");
        byte[] provenance;
        try
        {
            provenance = await sources.Downloads.GetAsync(address, chart.Access, DownloadLimits.TextBytes, accept: null, cancellationToken);
        }
        catch (ChartException exception)
        {
            return order.Provenance == ProvenancePolicy.Verify
                ? throw new ChartException($"failed to fetch provenance {GoText.Quote(address.OriginalString)}", exception.Message, exception)
                : new FetchedChart(name, content, Warning: $"WARNING: Verification not found for {order.Reference}: {exception.Message}");
        }

        return new FetchedChart(name, content, provenance, Check(order, name, content, provenance));
    }

    private Verification? Check(ChartOrder order, string name, byte[] content, byte[] provenance) => order.Provenance == ProvenancePolicy.Fetch
        ? null
        : ChartVerification.Verify(name, content, Encoding.UTF8.GetString(provenance), ChartVerification.LoadKeyring(order.Keyring), sources.Time.GetUtcNow());

    private async Task<byte[]> ContentAsync(ResolvedChart chart, CancellationToken cancellationToken)
    {
        var stated = ContentDigest.Stated(chart.Digest);
        if (stated is not null && sources.Cache.Content.Find(stated) is { } kept)
        {
            return kept;
        }

        var content = await sources.Downloads.GetAsync(chart.Address, chart.Access, DownloadLimits.ChartBytes, Accept, cancellationToken);
        var digest = ContentDigest.Of(content);
        if (stated is not null && digest != stated)
        {
            throw new ChartException(
                $"{chart.Address.OriginalString} has the digest sha256:{digest}, but the repository's index says sha256:{stated}",
                "the package was changed after it was indexed, or the index is old: run 'helm repo update', and if that does not help ask the repository's owner");
        }

        if (stated is not null)
        {
            sources.Cache.Content.Keep(digest, content);
        }

        return content;
    }

    private static string FileName(Uri address)
    {
        var name = Uri.UnescapeDataString(address.AbsolutePath.TrimEnd('/').Split('/')[^1]);
        return name.Length > 0 && name is not ("." or "..") && !name.Contains('/')
            ? name
            : throw new ChartException($"{address.OriginalString} does not name a chart", "give the address of a packaged chart (.tgz)");
    }
}
