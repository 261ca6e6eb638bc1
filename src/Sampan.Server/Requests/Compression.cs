using System.IO.Compression;

namespace Sampan.Server.Requests;

/// <summary>Large answers are compressed for clients that can read that; small ones are not worth it.</summary>
internal static class Compression
{
    private const int Threshold = 128 * 1024;

    public static ApiResponse Apply(ApiResponse response, string acceptEncoding)
    {
        if (response.Stream is not null || !response.IsCompressible || response.Body.Length <= Threshold || !acceptEncoding.Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return response;
        }

        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(response.Body.Span);
        }

        return (response with { Body = compressed.ToArray() }).With("Content-Encoding", "gzip").With("Vary", "Accept-Encoding");
    }
}
