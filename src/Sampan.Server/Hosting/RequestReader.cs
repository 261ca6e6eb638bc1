using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Auditing;
using Sampan.Server.Authentication;
using Sampan.Server.Requests;

namespace Sampan.Server.Hosting;

/// <summary>Reads HTTP requests.</summary>
internal static class RequestReader
{
    private const int LongestAuditId = 64;

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

    /// <summary>What the request is called by in logs: the name that the client gave it, or a new one.</summary>
    public static string AuditId(HttpContext context)
    {
        var given = context.Request.Headers["Audit-Id"].ToString();
        return given.Length is > 0 and <= LongestAuditId && given.All(letter => letter is > ' ' and < '\x7f') ? given : Guid.NewGuid().ToString();
    }

    /// <summary>How the request came, for the audit.</summary>
    public static AuditedRequest Audited(HttpContext context, string id)
    {
        var headers = context.Request.Headers;
        List<string> addresses = [];
        var forwarded = string.Join(',', headers["X-Forwarded-For"].ToArray()).Split(',').Append(headers["X-Real-Ip"].ToString()).Append(context.Connection.RemoteIpAddress?.ToString() ?? "");
        foreach (var text in forwarded)
        {
            if (IPAddress.TryParse(text.Trim(), out var address) && !addresses.Contains(address.ToString()))
            {
                addresses.Add(address.ToString());
            }
        }

        return new AuditedRequest(id, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, addresses, headers.UserAgent.ToString());
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
