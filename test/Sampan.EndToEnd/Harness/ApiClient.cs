using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Sampan.EndToEnd.Harness;

/// <summary>A plain HTTPS client of one cluster, with the credentials of the fleet's kubeconfig.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _server;

    private ApiClient(HttpClient http, string server)
    {
        _http = http;
        _server = server;
    }

    public static async Task<ApiClient> ConnectAsync(RunningFleet fleet, string context)
    {
        var view = (await fleet.KubectlAsync(context, "config", "view", "--minify", "--raw", "-o", "json")).Succeeded();
        using var config = JsonDocument.Parse(view);
        var user = config.RootElement.GetProperty("users")[0].GetProperty("user");
        var server = config.RootElement.GetProperty("clusters")[0].GetProperty("cluster");
        var handler = new HttpClientHandler { CheckCertificateRevocationList = false };
        var authority = X509Certificate2.CreateFromPem(Text(server.GetProperty("certificate-authority-data")));
        handler.ServerCertificateCustomValidationCallback = (_, presented, chain, _) =>
        {
            chain!.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return chain.Build(presented!);
        };
        if (user.TryGetProperty("client-certificate-data", out var certificate))
        {
            using var pem = X509Certificate2.CreateFromPem(Text(certificate), Text(user.GetProperty("client-key-data")));
            handler.ClientCertificates.Add(X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null));
        }

        var http = new HttpClient(handler);
        if (user.TryGetProperty("token", out var token))
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetString());
        }

        return new ApiClient(http, server.GetProperty("server").GetString()!);
    }

    public async Task CreateAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(_server + path, content);
        response.EnsureSuccessStatusCode();
    }

    public async Task<HashSet<string>> NamesAsync(string path)
    {
        using var list = JsonDocument.Parse(await _http.GetStringAsync(_server + path));
        return [.. list.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("metadata").GetProperty("name").GetString()!)];
    }

    public async Task<(int Code, JsonElement Body)> SendAsync(HttpMethod method, string path, string body, string mediaType)
    {
        using var request = new HttpRequestMessage(method, _server + path) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
        using var response = await _http.SendAsync(request);
        return ((int)response.StatusCode, JsonElement.Parse(await response.Content.ReadAsByteArrayAsync()));
    }

    public void Dispose() => _http.Dispose();

    private static string Text(JsonElement base64) => Encoding.UTF8.GetString(base64.GetBytesFromBase64());
}
