using System.Text;
using Sampan.Server.Proxying;

namespace Sampan.Server.Requests;

/// <summary>An answer: a body, or a stream of pieces that are to reach the client one by one.</summary>
internal sealed record ApiResponse
{
    public int Status { get; init; } = 200;

    public string ContentType { get; init; } = MediaTypes.Json;

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether a large body may be compressed.</summary>
    public bool IsCompressible { get; init; } = true;

    /// <summary>A watch's pieces, each one event; null for a plain body.</summary>
    public IAsyncEnumerable<ReadOnlyMemory<byte>>? Stream { get; init; }

    /// <summary>Who answers instead; null: this is the answer.</summary>
    public ProxyTarget? Upstream { get; init; }

    /// <summary>Headers beside the content type.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static ApiResponse Json(ReadOnlyMemory<byte> body, int status = 200) => new() { Body = body, Status = status };

    public static ApiResponse Text(string text, int status = 200) => new() { Body = Encoding.UTF8.GetBytes(text), Status = status, ContentType = "text/plain; charset=utf-8" };

    /// <summary>This answer with another header.</summary>
    public ApiResponse With(string name, string value) => this with { Headers = [.. Headers, new(name, value)] };
}
