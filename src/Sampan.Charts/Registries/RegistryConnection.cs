using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Sampan.Charts.Downloads;

namespace Sampan.Charts.Registries;

/// <summary>Sends requests to one registry, and authenticates them when it asks: with a name and a password, or with tokens, which are kept for requests of the same kind.</summary>
internal sealed class RegistryConnection(HttpDownloads downloads, string registry, DownloadAccess access, RegistryCredential credential)
{
    private static readonly string[] TokenNames = ["access_token", "token"];

    private readonly ConcurrentDictionary<string, AuthenticationHeaderValue> _authorizations = new(StringComparer.Ordinal);
    private string? _scheme = access.PlainHttp ? "http" : null;

    /// <summary>The address of a path below the registry's.</summary>
    public async Task<Uri> AddressAsync(string path, CancellationToken cancellationToken) => new($"{await SchemeAsync(cancellationToken)}://{HostOf(registry)}{path}");

    /// <summary>Sends a request; <paramref name="scope"/> names the requests that one token serves. Throws <see cref="ChartException"/> when the registry is not reached or refuses the credential.</summary>
    public async Task<DownloadResponse> SendAsync(HttpMethod method, Uri address, string scope, Action<HttpRequestMessage>? complete, long limit, CancellationToken cancellationToken)
    {
        var response = await SendOnceAsync(_authorizations.GetValueOrDefault(scope));
        if (response.Status != HttpStatusCode.Unauthorized || AuthenticationChallenge.Of(response.Headers) is not { } challenge)
        {
            return response;
        }

        if (!challenge.IsBearer && credential.IsNone)
        {
            throw new ChartException($"{method} \"{address}\": basic credential not found", "sign in with 'helm registry login'");
        }

        _authorizations[scope] = challenge.IsBearer
            ? new AuthenticationHeaderValue("Bearer", await TokenAsync(challenge, scope, cancellationToken))
            : HttpDownloads.Basic(credential.Username, credential.Password);
        return await SendOnceAsync(_authorizations[scope]);

        Task<DownloadResponse> SendOnceAsync(AuthenticationHeaderValue? authorization) => downloads.SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(method, address);
                complete?.Invoke(request);

                // Where uploads and downloads are sent on to is not the registry, and gets no credential.
                request.Headers.Authorization = address.Authority == HostOf(registry) ? authorization : null;
                return request;
            },
            access,
            limit,
            cancellationToken);
    }

    private static string HostOf(string registry) => registry == "docker.io" ? "registry-1.docker.io" : registry;

    /// <summary>Registries on this machine may speak without TLS; others only when that is asked for.</summary>
    private async Task<string> SchemeAsync(CancellationToken cancellationToken)
    {
        if (_scheme is not null)
        {
            return _scheme;
        }

        var host = new Uri($"https://{HostOf(registry)}/v2/");
        if (host.IsLoopback)
        {
            try
            {
                await ProbeAsync(host, cancellationToken);
            }
            catch (NetworkException exception) when (exception.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError })
            {
                var answer = await ProbeAsync(new UriBuilder(host) { Scheme = "http" }.Uri, cancellationToken);
                if (answer.Status is not (HttpStatusCode.OK or HttpStatusCode.Unauthorized))
                {
                    throw;
                }

                return _scheme = "http";
            }
        }

        return _scheme = "https";
    }

    private Task<DownloadResponse> ProbeAsync(Uri address, CancellationToken cancellationToken) =>
        downloads.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, address), access, DownloadLimits.TextBytes, cancellationToken);

    /// <summary>Gets a token from where the challenge says (the distribution specification's token authentication).</summary>
    private async Task<string> TokenAsync(AuthenticationChallenge challenge, string scope, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(challenge.Realm, UriKind.Absolute, out var realm) || realm.Scheme is not ("http" or "https"))
        {
            throw new ChartException($"{registry} asks for a token from {challenge.Realm}, which is no address");
        }

        if (realm.Scheme == "http" && _scheme == "https" && !credential.IsNone)
        {
            throw new ChartException($"{registry} asks for credentials to be sent without TLS, to {realm}", "ask the registry's owner");
        }

        var wanted = challenge.Scope.Length > 0 ? challenge.Scope : scope;
        var response = await downloads.SendAsync(() => credential.IsToken ? RefreshRequest(realm, challenge, wanted) : TokenRequest(realm, challenge, wanted), access, DownloadLimits.TextBytes, cancellationToken);
        if (response.Status != HttpStatusCode.OK)
        {
            throw RegistryError.Of(credential.IsToken ? HttpMethod.Post : HttpMethod.Get, realm, response);
        }

        try
        {
            using var body = JsonDocument.Parse(response.Body);
            var token = TokenNames.Select(name => body.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null).FirstOrDefault(value => !string.IsNullOrEmpty(value));
            return token ?? throw new ChartException($"{realm} gave no token");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ChartException($"{realm} gave no token: {exception.Message}", cause: exception);
        }
    }

    private HttpRequestMessage TokenRequest(Uri realm, AuthenticationChallenge challenge, string scope)
    {
        var query = new StringBuilder(realm.Query.TrimStart('?'));
        foreach (var (name, value) in new[] { ("service", challenge.Service) }.Concat(scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => ("scope", part))).Where(pair => pair.Item2.Length > 0))
        {
            query.Append(query.Length > 0 ? "&" : "").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(realm) { Query = query.ToString() }.Uri);
        if (!credential.IsNone)
        {
            request.Headers.Authorization = HttpDownloads.Basic(credential.Username, credential.Password);
        }

        return request;
    }

    private HttpRequestMessage RefreshRequest(Uri realm, AuthenticationChallenge challenge, string scope) => new(HttpMethod.Post, realm)
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["service"] = challenge.Service,
            ["client_id"] = "sampan",
            ["scope"] = scope,
            ["refresh_token"] = credential.Password,
        }),
    };
}
