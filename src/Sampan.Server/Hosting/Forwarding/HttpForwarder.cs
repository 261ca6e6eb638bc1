using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sampan.Server.Proxying;
using Sampan.Server.Requests;

namespace Sampan.Server.Hosting.Forwarding;

/// <summary>
/// Passes a request on to another server and its answer back, as both come: bodies and watches piece by piece; where both
/// sides change the protocol (exec, attach, port-forward), bytes in both directions until one side ends.
/// </summary>
internal static class HttpForwarder
{
    private static readonly string[] NotPassedBack = ["Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "Audit-Id", "Cache-Control", "Date"];

    /// <summary>Does so; returns what to answer instead where the server cannot be reached.</summary>
    public static async ValueTask<ApiResponse?> ForwardAsync(HttpContext context, ProxyTarget target, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await UpstreamConnection.OpenAsync(target, cancellationToken);
            await ExchangeAsync(context, target, stream, cancellationToken);
            return null;
        }
        catch (IOException exception) when (!context.Response.HasStarted)
        {
            return ApiResponse.Text($"error trying to reach service: {exception.Message}\n", 503);
        }
    }

    private static async ValueTask ExchangeAsync(HttpContext context, ProxyTarget target, Stream stream, CancellationToken cancellationToken)
    {
        var upgrade = context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } feature ? feature : null;
        await stream.WriteAsync(RequestHead.Encode(context.Request, target, upgrade is null ? "" : context.Request.Headers.Upgrade.ToString()), cancellationToken);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = upgrade is null && RequestHead.HasBody(context.Request) ? SendBodyAsync(context.Request.BodyReader, stream, ending.Token) : Task.CompletedTask;
        var reader = PipeReader.Create(stream);
        var reply = new UpstreamReply(reader);
        await reply.ReadHeadAsync(cancellationToken);
        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers.Where(header => !NotPassedBack.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            context.Response.Headers.Append(name, value);
        }

        if (reply.Status == 101 && upgrade is not null)
        {
            context.Response.Headers.Upgrade = context.Request.Headers.Upgrade;
            await JoinAsync(await upgrade.UpgradeAsync(), stream, reader, ending);
            return;
        }

        await context.Response.StartAsync(cancellationToken);
        await reply.CopyBodyAsync(context.Request.Method, context.Response.BodyWriter, cancellationToken);
        await ending.CancelAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task SendBodyAsync(PipeReader body, Stream stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            foreach (var segment in read.Buffer)
            {
                // An empty chunk would be the last.
                if (segment.IsEmpty)
                {
                    continue;
                }

                await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{segment.Length:x}\r\n")), cancellationToken);
                await stream.WriteAsync(segment, cancellationToken);
                await stream.WriteAsync("\r\n"u8.ToArray(), cancellationToken);
            }

            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), cancellationToken);
                return;
            }
        }
    }

    // Either side may end the conversation.
    private static async Task JoinAsync(Stream client, Stream server, PipeReader fromServer, CancellationTokenSource ending)
    {
        var up = client.CopyToAsync(server, ending.Token);
        var down = fromServer.CopyToAsync(client, ending.Token);
        await Task.WhenAny(up, down);
        await ending.CancelAsync();
        await Task.WhenAll(up, down).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
