using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Authentication;
using Sampan.Server.Requests;

namespace Sampan.Server.Hosting;

/// <summary>Reads HTTP requests.</summary>
internal static class RequestReader
{
    /// <summary>Everything but the user and the body.</summary>
    public static ApiRequest Head(HttpContext context, string path)
    {
        var headers = context.Request.Headers;
        List<KeyValuePair<string, string>> query = [];
        foreach (var pair in new QueryStringEnumerable(context.Request.QueryString.Value))
        {
            query.Add(new(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        }

        return new ApiRequest
        {
            Method = context.Request.Method.ToUpperInvariant(),
            Path = path,
            Query = new RequestQuery(query),
            User = UserInfo.Anonymous,
            Accept = string.Join(',', headers.Accept.ToArray()),
            AcceptEncoding = headers.AcceptEncoding.ToString(),
            ContentType = headers.ContentType.ToString(),
            IfNoneMatch = headers.IfNoneMatch.ToString(),
            UserAgent = headers.UserAgent.ToString(),
            Host = context.Request.Host.ToString(),
        };
    }

    /// <summary>The body; 413 beyond the limit.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> BodyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Request.ContentLength is 0 or null && !context.Request.Headers.TransferEncoding.Contains("chunked") && context.Request.Protocol == "HTTP/1.1")
        {
            return default;
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > RequestBody.Limit)
            {
                throw new ApiException(new ApiStatus(413, StatusReasons.RequestEntityTooLarge, $"Request entity too large: limit is {RequestBody.Limit}") { Details = new StatusDetails() });
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
