using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;
using Sampan.Server.Hosting;
using Sampan.Server.Requests;

namespace Sampan.Server.Tests.Hosting;

public sealed class ResponseWriterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _time = new();

    // What is read lets the writer go on at once, before the clock is moved again.
    private readonly Pipe _connection = new(new PipeOptions(
        writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 1000, resumeWriterThreshold: 500, useSynchronizationContext: false));

    private readonly Lifetime _lifetime = new();

    [Fact]
    public async Task Stream_ClientThatTakesNothing_IsCutOff()
    {
        var writing = WriteAsync(EndlessAsync());
        while (!writing.IsCompleted)
        {
            _time.Advance(Patience);
            await Task.Yield();
        }

        await writing;
        Assert.True(_lifetime.IsAborted);
    }

    [Fact]
    public async Task Stream_ClientThatTakesNothingForAWhile_GoesOn()
    {
        var last = new TaskCompletionSource<ReadOnlyMemory<byte>>();
        var writing = WriteAsync(PiecesAsync(new byte[5000], last.Task));
        _time.Advance(Patience / 2);
        var read = await _connection.Reader.ReadAtLeastAsync(5000, TestContext.Current.CancellationToken);
        _connection.Reader.AdvanceTo(read.Buffer.End);
        _time.Advance(Patience);
        last.SetResult(new byte[10]);

        await writing;

        Assert.False(_lifetime.IsAborted);
    }

    [Fact]
    public async Task Stream_PiecesOfManySizes_ComeWholeAndInOrder()
    {
        byte[][] pieces = [.. Enumerable.Range(0, 400).Select(i => Enumerable.Repeat((byte)i, i % 40 == 39 ? 9000 : i % 7).ToArray())];
        var reading = ReadAllAsync();
        await WriteAsync(ReadyAsync(pieces));
        await _connection.Writer.CompleteAsync();

        Assert.Equal(pieces.SelectMany(piece => piece), await reading);
    }

    private async Task<byte[]> ReadAllAsync()
    {
        var all = new MemoryStream();
        await _connection.Reader.CopyToAsync(all, TestContext.Current.CancellationToken);
        return all.ToArray();
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadyAsync(byte[][] pieces)
    {
        foreach (var (i, piece) in pieces.Index())
        {
            if (i % 50 == 49)
            {
                await Task.Yield();
            }

            yield return piece;
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> EndlessAsync()
    {
        while (true)
        {
            await Task.Yield();
            yield return new byte[2000];
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync(byte[] first, Task<ReadOnlyMemory<byte>> last)
    {
        yield return first;
        yield return await last;
    }

    private async Task WriteAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseBodyFeature>(new Body(_connection.Writer));
        context.Features.Set<IHttpRequestLifetimeFeature>(_lifetime);
        await new ResponseWriter(Patience, _time).WriteAsync(context, new ApiResponse { Stream = pieces, ContentType = "application/json" }, TestContext.Current.CancellationToken);
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public bool IsAborted { get; private set; }

        public void Abort() => IsAborted = true;
    }

    private sealed class Body(PipeWriter writer) : IHttpResponseBodyFeature
    {
        public Stream Stream => writer.AsStream();

        public PipeWriter Writer => writer;

        public Task CompleteAsync() => Task.CompletedTask;

        public void DisableBuffering()
        {
        }

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
            SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
