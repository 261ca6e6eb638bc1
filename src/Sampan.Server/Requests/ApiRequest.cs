using Sampan.Server.Auditing;
using Sampan.Server.Authentication;

namespace Sampan.Server.Requests;

/// <summary>A request to one cluster's API, whatever carried it here.</summary>
internal sealed record ApiRequest
{
    /// <summary>The HTTP method, upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The path within the cluster, decoded, beginning with a slash.</summary>
    public required string Path { get; init; }

    /// <summary>The query parameters.</summary>
    public RequestQuery Query { get; init; } = RequestQuery.Empty;

    /// <summary>Who asks.</summary>
    public required UserInfo User { get; init; }

    /// <summary><c>Accept</c>; empty: anything.</summary>
    public string Accept { get; init; } = "";

    /// <summary><c>Accept-Encoding</c>.</summary>
    public string AcceptEncoding { get; init; } = "";

    /// <summary><c>Content-Type</c>, empty where there is none.</summary>
    public string ContentType { get; init; } = "";

    /// <summary><c>If-None-Match</c>.</summary>
    public string IfNoneMatch { get; init; } = "";

    /// <summary><c>User-Agent</c>: its beginning is the default field manager.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>The address clients reach the server at, host and port, for documents that name it.</summary>
    public string Host { get; init; } = "";

    /// <summary>What the request is about.</summary>
    public RequestInfo Info { get => field ??= RequestInfo.Of(this); private init; }

    /// <summary>Where the request's audit is noted, or null if nothing is told of it.</summary>
    public AuditTrail? Audit { get; init; }

    /// <summary>What the client is told beside the answer, be that a success or not.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The same request, of another path.</summary>
    public ApiRequest At(string path) => this with { Path = path, Info = null! };
}
