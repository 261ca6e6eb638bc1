using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sampan.Server.Hosting.Forwarding;
using Sampan.Server.Requests;

namespace Sampan.Server.Hosting;

/// <summary>
/// Writes answers: bodies whole, streams piece by piece, flushed whenever the next piece is not there yet. A client that
/// takes nothing of a stream for as long as the patience lasts is cut off: what waits for it would stay in memory.
/// </summary>
internal sealed class ResponseWriter(TimeSpan patience, TimeProvider time)
{
    private const int FlushBytes = 64 * 1024;

    public async ValueTask WriteAsync(HttpContext context, ApiResponse answer, CancellationToken cancellationToken)
    {
        if (answer.Upstream is not null)
        {
            if (await HttpForwarder.ForwardAsync(context, answer.Upstream, cancellationToken) is { } failure)
            {
                await WriteAsync(context, failure, cancellationToken);
            }

            return;
        }

        var response = context.Response;
        response.StatusCode = answer.Status;
        response.Headers.CacheControl = "no-cache, private";
        if (answer.ContentType.Length > 0)
        {
            response.ContentType = answer.ContentType;
        }

        foreach (var (name, value) in answer.Headers)
        {
            response.Headers.Append(name, value);
        }

        if (answer.Stream is not null)
        {
            await WriteStreamAsync(context, answer.Stream, cancellationToken);
            return;
        }

        if (answer.Status is not (204 or 304))
        {
            response.ContentLength = answer.Body.Length;
            if (context.Request.Method != "HEAD")
            {
                await response.BodyWriter.WriteAsync(answer.Body, cancellationToken);
            }
        }
    }

    private async ValueTask WriteStreamAsync(HttpContext context, IAsyncEnumerable<ReadOnlyMemory<byte>> stream, CancellationToken cancellationToken)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var writer = context.Response.BodyWriter;
        await context.Response.StartAsync(cancellationToken);
        await using var pieces = stream.GetAsyncEnumerator(cancellationToken);
        var blocks = new BlockWriter(writer);
        var unflushed = 0;
        var isFirst = true;
        while (true)
        {
            var next = pieces.MoveNextAsync();
            if ((!next.IsCompleted && (unflushed > 0 || isFirst)) || unflushed >= FlushBytes)
            {
                blocks.Commit();
                if (!await TryFlushAsync(writer, cancellationToken))
                {
                    context.Abort();
                    // The abort ends what is waited for; only then can the stream be closed.
                    await ((Task)next.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    return;
                }

                unflushed = 0;
                isFirst = false;
            }

            if (!await next)
            {
                blocks.Commit();
                return;
            }

            blocks.Write(pieces.Current.Span);
            unflushed += pieces.Current.Length;
        }
    }

    // False if the client has taken nothing in time.
    private async ValueTask<bool> TryFlushAsync(PipeWriter writer, CancellationToken cancellationToken)
    {
        var flushing = writer.FlushAsync(cancellationToken);
        if (flushing.IsCompletedSuccessfully)
        {
            return true;
        }

        try
        {
            await flushing.AsTask().WaitAsync(patience, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Fills the writer's blocks; to take and to give back one costs several locks of the connection, for however little is written.</summary>
    private struct BlockWriter(PipeWriter writer)
    {
        private Memory<byte> _block;
        private int _filled;

        public void Write(ReadOnlySpan<byte> piece)
        {
            while (!piece.IsEmpty)
            {
                if (_filled == _block.Length)
                {
                    Commit();
                    _block = writer.GetMemory();
                }

                var count = Math.Min(piece.Length, _block.Length - _filled);
                piece[..count].CopyTo(_block.Span[_filled..]);
                _filled += count;
                piece = piece[count..];
            }
        }

        /// <summary>Gives the writer what was written. Call it before a flush and at the end.</summary>
        public void Commit()
        {
            if (_filled > 0)
            {
                writer.Advance(_filled);
                (_block, _filled) = (default, 0);
            }
        }
    }
}
