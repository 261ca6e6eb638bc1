using System.Net;
using System.Net.Http.Headers;

namespace Sampan.Server.Grpc;

/// <summary>A request body of one frame that stays open while the response is read: its end would end the call.</summary>
internal sealed class OpenContent : HttpContent
{
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ReadOnlyMemory<byte> _frame;

    public OpenContent(ReadOnlyMemory<byte> frame, string mediaType)
    {
        _frame = frame;
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    /// <summary>Ends the body.</summary>
    public void Complete() => _completed.TrySetResult();

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(_frame);
        await stream.FlushAsync();
        await _completed.Task;
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
