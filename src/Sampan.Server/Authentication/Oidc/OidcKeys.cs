using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Authentication.Oidc;

/// <summary>
/// The keys that an issuer publishes, found through its discovery document. They are fetched when they are first needed, and
/// again when a token names one that is not known, though not for every such token.
/// </summary>
internal sealed class OidcKeys(Uri issuer, HttpClient client, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _gate = new(1);
    private IReadOnlyList<JsonWebKey> _keys = [];
    private long? _fetched;

    /// <summary>The keys that may have signed a token: the one it names, or all if it names none.</summary>
    public async ValueTask<IReadOnlyList<JsonWebKey>> FindAsync(string id, CancellationToken cancellationToken)
    {
        var known = Find(id);
        if (known.Count > 0)
        {
            return known;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (Find(id).Count == 0 && (_fetched is not { } last || time.GetElapsedTime(last) >= ShortestInterval))
            {
                _fetched = time.GetTimestamp();
                Volatile.Write(ref _keys, await FetchAsync(cancellationToken));
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or InvalidDataException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // An issuer that is away can vouch for nobody new; who is known by a key that was fetched stays known.
        }
        finally
        {
            _gate.Release();
        }

        return Find(id);
    }

    public void Dispose() => _gate.Dispose();

    private List<JsonWebKey> Find(string id) => [.. Volatile.Read(ref _keys).Where(key => id.Length == 0 || key.Id == id)];

    private async Task<IReadOnlyList<JsonWebKey>> FetchAsync(CancellationToken cancellationToken)
    {
        var address = issuer.OriginalString.TrimEnd('/');
        var discovery = JsonElement.Parse(await client.GetByteArrayAsync(new Uri($"{address}/.well-known/openid-configuration"), cancellationToken));
        if (discovery.StringOrEmpty("issuer").TrimEnd('/') != address || !Uri.TryCreate(discovery.StringOrEmpty("jwks_uri"), UriKind.Absolute, out var keys))
        {
            throw new InvalidDataException($"The discovery document of {address} is another issuer's, or names no keys.");
        }

        return [.. JsonElement.Parse(await client.GetByteArrayAsync(keys, cancellationToken)).Items("keys").Select(JsonWebKey.Of).OfType<JsonWebKey>()];
    }
}
