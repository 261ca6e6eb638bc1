using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Sampan.Charts.Downloads;
using Sampan.Charts.Loading;
using Sampan.Charts.Metadata;
using Sampan.Charts.Text;
using Sampan.Templates.SemanticVersions;

namespace Sampan.Charts.Registries;

/// <summary>Charts in registries (OCI distribution specification): pull, push, the versions that there are, and signing in.</summary>
/// <param name="downloads">The way to servers.</param>
/// <param name="credentials">The credentials that the user keeps.</param>
/// <param name="content">Packages by their digests.</param>
/// <param name="tell">Receives what Helm tells of pulls and pushes, with its line feeds.</param>
public sealed class RegistryClient(HttpDownloads downloads, RegistryCredentials credentials, ContentStore content, Action<string> tell)
{
    private const string UnderscoreNote = """
         contains an underscore.

        OCI artifact references (e.g. tags) do not support the plus sign (+). To support
        storing semantic versions, Helm adopts the convention of changing plus (+) to
        an underscore (_) in chart version tags when pushing to a registry and back to
        a plus (+) when pulling from a registry.

        """;

    private readonly ConcurrentDictionary<(string Registry, DownloadAccess Access), RegistryConnection> _connections = new();

    /// <summary>The versions of a chart, the latest first; tags that are no versions are left out. Throws <see cref="ChartException"/>.</summary>
    public async Task<IReadOnlyList<string>> VersionsAsync(RegistryReference reference, DownloadAccess access, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var connection = Connection(reference.Registry, access);
        List<string> tags = [];
        var address = await connection.AddressAsync($"/v2/{reference.Repository}/tags/list", cancellationToken);
        while (true)
        {
            var response = await connection.SendAsync(HttpMethod.Get, address, Scope(reference, "pull"), complete: null, DownloadLimits.TextBytes, cancellationToken);
            if (response.Status != HttpStatusCode.OK)
            {
                throw RegistryError.Of(HttpMethod.Get, address, response);
            }

            tags.AddRange(ReadTags(response.Body));
            if (NextPage(response) is not { } next || tags.Count > MaximumTags)
            {
                return [.. tags.Select(tag => tag.Replace('_', '+')).Where(SemanticVersion.IsStrict).OrderByDescending(SemanticVersion.Parse)];
            }

            address = new Uri(address, next);
        }
    }

    /// <summary>Pulls a chart; its provenance too when <paramref name="withProvenance"/> is set and there is one. Every part is checked against its digest. Throws <see cref="ChartException"/>.</summary>
    public async Task<(byte[] Package, byte[]? Provenance)> PullAsync(RegistryReference reference, DownloadAccess access, bool withProvenance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var connection = Connection(reference.Registry, access);
        var bytes = await ManifestAsync(connection, reference, cancellationToken);
        var manifest = ArtifactIndex.Candidates(bytes) is { } candidates ? await ChooseAsync(connection, reference, candidates, cancellationToken) : ChartManifest.Read(bytes);
        var layer = manifest.Package ?? throw new ChartException($"manifest does not contain a layer with mediatype {ChartMediaTypes.Chart}");
        if (layer.MediaType == ChartMediaTypes.OldChart)
        {
            tell($"Warning: chart media type {ChartMediaTypes.OldChart} is deprecated\n");
        }

        var package = await BlobAsync(connection, reference, layer, DownloadLimits.ChartBytes, cancellationToken);
        var provenance = withProvenance && manifest.Provenance is { } signed ? await BlobAsync(connection, reference, signed, DownloadLimits.TextBytes, cancellationToken) : null;
        Tell("Pulled", reference, bytes);
        return (package, provenance);
    }

    /// <summary>The digest that a tag means now; null when there is no such tag. Throws <see cref="ChartException"/>.</summary>
    public async Task<string?> ResolveAsync(RegistryReference reference, DownloadAccess access, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        try
        {
            return $"sha256:{ContentDigest.Of(await ManifestAsync(Connection(reference.Registry, access), reference, cancellationToken))}";
        }
        catch (ChartException exception) when (exception is not NetworkException)
        {
            return null;
        }
    }

    /// <summary>Pushes a package, below an address, under its name and version. Throws <see cref="ChartException"/>.</summary>
    /// <param name="address">Where charts go: <c>oci://host/path</c>.</param>
    /// <param name="package">The package.</param>
    /// <param name="provenance">Its provenance file; null when there is none.</param>
    /// <param name="created">When the package was made.</param>
    /// <param name="access">How the registry is reached.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task PushAsync(string address, byte[] package, byte[]? provenance, DateTimeOffset created, DownloadAccess access, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(package);
        using var archive = new MemoryStream(package, writable: false);
        var metadata = ChartLoader.LoadArchive(archive).Metadata;
        var reference = RegistryReference.Parse($"{address.TrimEnd('/')}/{metadata.Name}:{metadata.Version}");
        var connection = Connection(reference.Registry, access);
        var config = Encoding.UTF8.GetBytes(GoJson.Write(MetadataValues.Of(metadata)));
        List<(string MediaType, byte[] Content)> layers = [(ChartMediaTypes.Chart, package), .. provenance is null ? Enumerable.Empty<(string, byte[])>() : [(ChartMediaTypes.Provenance, provenance)]];
        foreach (var (mediaType, blob) in layers.Append((ChartMediaTypes.Config, config)))
        {
            await UploadAsync(connection, reference, ChartManifest.Describe(mediaType, blob), blob, cancellationToken);
        }

        var manifest = new ChartManifest(ChartManifest.Describe(ChartMediaTypes.Config, config), [.. layers.Select(layer => ChartManifest.Describe(layer.MediaType, layer.Content))])
            .Write(ChartAnnotations.Of(metadata, GoTimestamp.Of(created.AddTicks(-(created.Ticks % TimeSpan.TicksPerSecond)))));
        await PutManifestAsync(connection, reference, manifest, cancellationToken);
        Tell("Pushed", reference, manifest);
    }

    /// <summary>Signs in to a registry, and keeps the credential. Throws <see cref="ChartException"/> when the registry does not take it.</summary>
    public async Task LoginAsync(string registry, RegistryCredential credential, DownloadAccess access, CancellationToken cancellationToken)
    {
        var connection = new RegistryConnection(downloads, registry, access, credential);
        try
        {
            var address = await connection.AddressAsync("/v2/", cancellationToken);
            var response = await connection.SendAsync(HttpMethod.Get, address, "", complete: null, DownloadLimits.TextBytes, cancellationToken);
            if (response.Status != HttpStatusCode.OK)
            {
                throw response.Status == HttpStatusCode.NotFound ? new ChartException("not found") : RegistryError.Of(HttpMethod.Get, address, response);
            }
        }
        catch (ChartException exception)
        {
            throw new ChartException($"authenticating to {GoText.Quote(registry)}: {exception.Message}", exception.Hint, exception);
        }

        credentials.Keep(registry, credential);
        tell("Login Succeeded\n");
    }

    /// <summary>Forgets the credential of a registry. Throws <see cref="ChartException"/>.</summary>
    public void Logout(string registry)
    {
        credentials.Remove(registry);
        tell($"Removing login credentials for {registry}\n");
    }

    private const int MaximumTags = 100_000;

    private RegistryConnection Connection(string registry, DownloadAccess access) => _connections.GetOrAdd((registry, access), key => new RegistryConnection(
        downloads,
        key.Registry,
        key.Access,
        key.Access is { Username.Length: > 0, Password.Length: > 0 } ? new RegistryCredential(key.Access.Username, key.Access.Password) : credentials.Find(key.Registry)));

    private static string Scope(RegistryReference reference, string actions) => $"repository:{reference.Repository}:{actions}";

    private static async Task<byte[]> ManifestAsync(RegistryConnection connection, RegistryReference reference, CancellationToken cancellationToken)
    {
        var address = await connection.AddressAsync($"/v2/{reference.Repository}/manifests/{reference.Target}", cancellationToken);
        var response = await connection.SendAsync(
            HttpMethod.Get,
            address,
            Scope(reference, "pull"),
            request => request.Headers.TryAddWithoutValidation("Accept", $"{ChartMediaTypes.Manifest}, {ChartMediaTypes.Index}"),
            DownloadLimits.TextBytes,
            cancellationToken);
        if (response.Status != HttpStatusCode.OK)
        {
            throw response.Status == HttpStatusCode.NotFound ? new ChartException($"{reference}: not found", "check the reference, and the versions that there are") : RegistryError.Of(HttpMethod.Get, address, response);
        }

        var stated = reference.Digest.Length > 0 ? reference.Digest : response.Headers.TryGetValues("Docker-Content-Digest", out var values) ? values.First() : "";
        Check(reference.ToString(), stated, response.Body);
        return response.Body;
    }

    /// <summary>The one chart of an index. Two would be a guess, which is refused.</summary>
    private static async Task<ChartManifest> ChooseAsync(RegistryConnection connection, RegistryReference reference, IReadOnlyList<ArtifactDescriptor> candidates, CancellationToken cancellationToken)
    {
        List<(string Digest, ChartManifest Manifest)> charts = [];
        foreach (var candidate in candidates)
        {
            if (ChartManifest.Find(await ManifestAsync(connection, reference with { Digest = candidate.Digest }, cancellationToken)) is { } chart)
            {
                charts.Add((candidate.Digest, chart));
            }
        }

        return charts.Count switch
        {
            1 => charts[0].Manifest,
            0 => throw new ChartException($"{reference} is an index of {candidates.Count} artifacts, none of which is a chart", "name the tag that the chart was pushed with"),
            _ => throw new ChartException(
                $"{reference} is an index with {charts.Count} charts",
                $"name one by its digest, as oci://{reference.Registry}/{reference.Repository}@{charts[0].Digest}; there are {string.Join(", ", charts.Select(chart => chart.Digest))}"),
        };
    }

    private async Task<byte[]> BlobAsync(RegistryConnection connection, RegistryReference reference, ArtifactDescriptor blob, long limit, CancellationToken cancellationToken)
    {
        var digest = ContentDigest.Stated(blob.Digest) ?? throw new ChartException($"{reference}: {GoText.Quote(blob.Digest)} is no SHA-256 digest");
        if (blob.Size > limit)
        {
            throw new ChartException($"{reference} is larger than {limit} bytes");
        }

        if (content.Find(digest) is { } kept)
        {
            return kept;
        }

        var address = await connection.AddressAsync($"/v2/{reference.Repository}/blobs/{blob.Digest}", cancellationToken);
        var response = await connection.SendAsync(HttpMethod.Get, address, Scope(reference, "pull"), complete: null, limit, cancellationToken);
        if (response.Status != HttpStatusCode.OK)
        {
            throw RegistryError.Of(HttpMethod.Get, address, response);
        }

        Check(reference.ToString(), blob.Digest, response.Body);
        content.Keep(digest, response.Body);
        return response.Body;
    }

    private static void Check(string what, string stated, byte[] body)
    {
        if (ContentDigest.Stated(stated) is { } digest && digest != ContentDigest.Of(body))
        {
            throw new ChartException($"{what} has the digest sha256:{ContentDigest.Of(body)}, but the registry says {stated}", "the registry, or something on the way, changed it: do not use it, and ask the registry's owner");
        }
    }

    private static async Task UploadAsync(RegistryConnection connection, RegistryReference reference, ArtifactDescriptor blob, byte[] body, CancellationToken cancellationToken)
    {
        var scope = Scope(reference, "pull,push");
        var address = await connection.AddressAsync($"/v2/{reference.Repository}/blobs/{blob.Digest}", cancellationToken);
        if ((await connection.SendAsync(HttpMethod.Head, address, scope, complete: null, DownloadLimits.TextBytes, cancellationToken)).Status == HttpStatusCode.OK)
        {
            return;
        }

        var start = await connection.AddressAsync($"/v2/{reference.Repository}/blobs/uploads/", cancellationToken);
        var response = await connection.SendAsync(HttpMethod.Post, start, scope, complete: null, DownloadLimits.TextBytes, cancellationToken);
        if (response.Status != HttpStatusCode.Accepted || response.Headers.Location is not { } location)
        {
            throw RegistryError.Of(HttpMethod.Post, start, response);
        }

        var upload = new UriBuilder(new Uri(start, location));
        upload.Query = $"{upload.Query.TrimStart('?')}{(upload.Query.Length > 1 ? "&" : "")}digest={Uri.EscapeDataString(blob.Digest)}";
        response = await connection.SendAsync(HttpMethod.Put, upload.Uri, scope, request => request.Content = Body(body, "application/octet-stream"), DownloadLimits.TextBytes, cancellationToken);
        if (response.Status != HttpStatusCode.Created)
        {
            throw RegistryError.Of(HttpMethod.Put, upload.Uri, response);
        }
    }

    private static async Task PutManifestAsync(RegistryConnection connection, RegistryReference reference, byte[] manifest, CancellationToken cancellationToken)
    {
        var address = await connection.AddressAsync($"/v2/{reference.Repository}/manifests/{reference.Tag}", cancellationToken);
        var response = await connection.SendAsync(HttpMethod.Put, address, Scope(reference, "pull,push"), request => request.Content = Body(manifest, ChartMediaTypes.Manifest), DownloadLimits.TextBytes, cancellationToken);
        if (response.Status != HttpStatusCode.Created)
        {
            throw RegistryError.Of(HttpMethod.Put, address, response);
        }
    }

    private static ByteArrayContent Body(byte[] body, string mediaType) => new(body) { Headers = { ContentType = new(mediaType) } };

    private static IEnumerable<string> ReadTags(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Array ? [.. tags.EnumerateArray().Select(tag => tag.GetString() ?? "")] : [];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ChartException($"malformed list of tags: {exception.Message}", cause: exception);
        }
    }

    /// <summary>The address of the next page, as <c>Link: &lt;…&gt;; rel="next"</c> says.</summary>
    private static string? NextPage(DownloadResponse response) =>
        response.Headers.TryGetValues("Link", out var links) && links.FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.Ordinal)) is { } next && next.IndexOf('>') is > 0 and var end
            ? next[(next.IndexOf('<') + 1)..end]
            : null;

    private void Tell(string what, RegistryReference reference, byte[] manifest)
    {
        tell($"{what}: {reference}\nDigest: sha256:{ContentDigest.Of(manifest)}\n");
        if (reference.Tag.Contains('_'))
        {
            tell(reference + UnderscoreNote);
        }
    }
}
