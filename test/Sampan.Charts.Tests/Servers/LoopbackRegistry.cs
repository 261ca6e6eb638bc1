using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Sampan.Charts.Tests.Servers;

/// <summary>A registry in memory (OCI distribution specification), which asks for tokens or passwords where a test says so.</summary>
internal sealed class LoopbackRegistry : IAsyncDisposable
{
    private const string User = "me";
    private const string Password = "secret";

    private readonly ConcurrentDictionary<string, byte[]> _content = new();
    private LoopbackServer _server = null!;

    /// <summary>How requests are authenticated.</summary>
    public required Authentication Demands { get; init; }

    public string Host => _server.Host;

    /// <summary>What requests were made, as <c>GET /v2/</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>How many tags a page has.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>Changes the bytes of blobs on their way out.</summary>
    public Func<byte[], byte[]> Tamper { get; set; } = content => content;

    public static async Task<LoopbackRegistry> StartAsync(Authentication demands = Authentication.None, int pageSize = 100)
    {
        var registry = new LoopbackRegistry { Demands = demands, PageSize = pageSize };
        registry._server = await LoopbackServer.StartAsync(registry.AnswerAsync);
        return registry;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Keeps a manifest as if it had been pushed, under a tag unless that is empty; returns its digest.</summary>
    public string StoreManifest(string repository, string tag, string manifest)
    {
        var content = Encoding.UTF8.GetBytes(manifest);
        _content[$"/v2/{repository}/manifests/{DigestOf(content)}"] = content;
        if (tag.Length > 0)
        {
            _content[$"/v2/{repository}/manifests/{tag}"] = content;
        }

        return DigestOf(content);
    }

    public string DigestOfTag(string repository, string tag) => DigestOf(_content[$"/v2/{repository}/manifests/{tag}"]);

    private Task AnswerAsync(HttpContext context)
    {
        var (request, path) = (context.Request, context.Request.Path.Value!);
        Requests.Enqueue($"{request.Method} {path}");
        if (path == "/token")
        {
            return AnswerTokenAsync(context);
        }

        if (!IsAuthorized(request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = Demands == Authentication.Basic ? "Basic realm=\"r\"" : $"Bearer realm=\"{_server.Address}/token\",service=\"registry\",scope=\"{ScopeOf(request)}\"";
            return context.Response.WriteAsync("""{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}""");
        }

        return path.Contains("/blobs/uploads/", StringComparison.Ordinal) ? UploadAsync(context, path)
            : path.EndsWith("/tags/list", StringComparison.Ordinal) ? AnswerTagsAsync(context, path)
            : request.Method == "PUT" ? StoreAsync(context, path)
            : AnswerContentAsync(context, path);
    }

    private static string ScopeOf(HttpRequest request)
    {
        var path = request.Path.Value!;
        var end = path.IndexOf("/manifests/", StringComparison.Ordinal) is >= 0 and var manifests ? manifests : path.IndexOf("/blobs/", StringComparison.Ordinal) is >= 0 and var blobs ? blobs : path.IndexOf("/tags/", StringComparison.Ordinal);
        return end < 0 ? "" : $"repository:{path[4..end]}:{(request.Method is "GET" ? "pull" : "pull,push")}";
    }

    private bool IsAuthorized(HttpRequest request) => Demands switch
    {
        Authentication.None => true,
        Authentication.Basic => request.Headers.Authorization == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"))}",
        _ => request.Headers.Authorization == $"Bearer token-for-{ScopeOf(request)}" || request.Headers.Authorization.ToString().StartsWith($"Bearer token-for-{ScopeOf(request)},", StringComparison.Ordinal),
    };

    private static Task AnswerTokenAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"))}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        return context.Response.WriteAsync($$"""{"token":"token-for-{{context.Request.Query["scope"]}}"}""");
    }

    private async Task UploadAsync(HttpContext context, string path)
    {
        if (context.Request.Method == "POST")
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            context.Response.Headers.Location = $"{path}1?state=x";
            return;
        }

        var content = await ReadAsync(context.Request);
        var digest = context.Request.Query["digest"].ToString();
        _content[$"{path[..path.IndexOf("/blobs/", StringComparison.Ordinal)]}/blobs/{digest}"] = content;
        context.Response.StatusCode = digest == DigestOf(content) ? StatusCodes.Status201Created : StatusCodes.Status400BadRequest;
    }

    private async Task StoreAsync(HttpContext context, string path)
    {
        var (repository, tag) = (path["/v2/".Length..path.IndexOf("/manifests/", StringComparison.Ordinal)], path[(path.LastIndexOf('/') + 1)..]);
        StoreManifest(repository, tag, Encoding.UTF8.GetString(await ReadAsync(context.Request)));
        context.Response.StatusCode = StatusCodes.Status201Created;
    }

    private Task AnswerTagsAsync(HttpContext context, string path)
    {
        var prefix = path.Replace("/tags/list", "/manifests/", StringComparison.Ordinal);
        var start = int.Parse(context.Request.Query["from"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var tags = _content.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && !key.Contains("sha256:", StringComparison.Ordinal)).Select(key => key[prefix.Length..]).Order(StringComparer.Ordinal).ToList();
        if (start + PageSize < tags.Count)
        {
            context.Response.Headers.Link = $"<{path}?from={start + PageSize}>; rel=\"next\"";
        }

        return context.Response.WriteAsync($$"""{"tags":[{{string.Join(',', tags.Skip(start).Take(PageSize).Select(tag => $"\"{tag}\""))}}]}""");
    }

    private async Task AnswerContentAsync(HttpContext context, string path)
    {
        if (path != "/v2/" && !_content.ContainsKey(path))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var content = path == "/v2/" ? "{}"u8.ToArray() : _content[path];
        context.Response.ContentLength = context.Request.Method == "HEAD" ? content.Length : null;
        if (context.Request.Method != "HEAD")
        {
            await context.Response.Body.WriteAsync(path.Contains("/blobs/", StringComparison.Ordinal) ? Tamper(content) : content);
        }
    }

    private static string DigestOf(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content);
        return content.ToArray();
    }

    /// <summary>How a registry wants to know who asks.</summary>
    internal enum Authentication
    {
        None,
        Basic,
        Token,
    }
}
