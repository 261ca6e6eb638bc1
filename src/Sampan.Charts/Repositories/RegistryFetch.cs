using System.Text;
using Sampan.Charts.Downloads;
using Sampan.Charts.Provenance;
using Sampan.Charts.Registries;
using Sampan.Charts.Text;
using Sampan.Templates.SemanticVersions;

namespace Sampan.Charts.Repositories;

/// <summary>Fetches packages from registries.</summary>
internal sealed class RegistryFetch(ChartSources sources)
{
    /// <summary>Fetches the chart of an order whose reference starts with <c>oci://</c>; throws <see cref="ChartException"/> with Helm's message.</summary>
    public async Task<FetchedChart> FetchAsync(ChartOrder order, CancellationToken cancellationToken)
    {
        var (reference, version) = await ResolveAsync(order, cancellationToken);
        var (package, provenance) = await sources.Registry.PullAsync(reference, order.Access, order.Provenance != ProvenancePolicy.Ignore, cancellationToken);
        var chart = reference.Repository[(reference.Repository.LastIndexOf('/') + 1)..];
        var name = reference.Digest.Length > 0 ? $"{chart}@{reference.Digest.Replace(':', '-')}.tgz" : $"{chart}-{version}.tgz";
        if (order.Provenance == ProvenancePolicy.Ignore)
        {
            return new FetchedChart(name, package);
        }

        if (provenance is null)
        {
            return order.Provenance == ProvenancePolicy.Verify
                ? throw new ChartException($"failed to fetch provenance {GoText.Quote($"{RepositoryAddress.RegistryPrefix}{reference}.prov")}")
                : new FetchedChart(name, package, Warning: $"WARNING: Verification not found for {order.Reference}: manifest does not contain a layer with mediatype {ChartMediaTypes.Provenance}");
        }

        var verification = order.Provenance == ProvenancePolicy.Fetch
            ? null
            : ChartVerification.Verify(name, package, Encoding.UTF8.GetString(provenance), ChartVerification.LoadKeyring(order.Keyring), sources.Time.GetUtcNow());
        return new FetchedChart(name, package, provenance, verification);
    }

    /// <summary>The exact reference that an order means: its tag, its digest, or the latest version in its range.</summary>
    private async Task<(RegistryReference Reference, string Version)> ResolveAsync(ChartOrder order, CancellationToken cancellationToken)
    {
        var reference = RegistryReference.Parse(order.Reference);
        var version = order.Version.Length > 0 ? order.Version : reference.Tag.Replace('_', '+');
        if (reference.Tag.Length > 0 && RegistryReference.TagOf(version) != reference.Tag)
        {
            throw new ChartException($"chart reference and version mismatch: {version} is not {reference.Tag}");
        }

        if (reference.Digest.Length > 0)
        {
            await CheckDigestAsync(reference, version, order.Access, cancellationToken);
            return (reference with { Tag = "" }, version);
        }

        if (SemanticVersion.TryParse(version) is null)
        {
            var versions = await sources.Registry.VersionsAsync(reference, order.Access, cancellationToken);
            version = versions.Count > 0 ? Choose(versions, version) : throw new ChartException($"Unable to locate any tags in provided repository: {order.Reference}");
        }

        return (reference with { Tag = RegistryReference.TagOf(version) }, version);
    }

    private async Task CheckDigestAsync(RegistryReference reference, string version, DownloadAccess access, CancellationToken cancellationToken)
    {
        if (version.Length == 0)
        {
            return;
        }

        var tagged = await sources.Registry.ResolveAsync(reference with { Tag = RegistryReference.TagOf(version), Digest = "" }, access, cancellationToken);
        if (tagged is not null && tagged != reference.Digest)
        {
            throw new ChartException($"chart reference digest mismatch: {tagged} is not {reference.Digest}");
        }
    }

    private static string Choose(IReadOnlyList<string> versions, string range)
    {
        try
        {
            var constraint = VersionConstraint.Parse(range.Length == 0 ? "*" : range);
            return versions.FirstOrDefault(version => version == range || constraint.IsSatisfiedBy(SemanticVersion.Parse(version)))
                ?? throw new ChartException($"Could not locate a version matching provided version string {range}");
        }
        catch (FormatException exception)
        {
            throw new ChartException(exception.Message, $"write a version or a range, not {GoText.Quote(range)}", exception);
        }
    }
}
