namespace Sampan.Server.Grpc;

/// <summary>An open call in which the server keeps sending messages. One reader at a time.</summary>
internal sealed class GrpcStream : IDisposable
{
    private readonly OpenContent _request;
    private readonly HttpResponseMessage _response;
    private readonly Stream _messages;

    public GrpcStream(OpenContent request, HttpResponseMessage response, Stream messages)
    {
        _request = request;
        _response = response;
        _messages = messages;
    }

    /// <summary>The server's next message.</summary>
    /// <exception cref="GrpcException">The server ended the call, or its connection broke.</exception>
    public async ValueTask<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await GrpcFraming.ReadAsync(_messages, cancellationToken) is { } message)
            {
                return message;
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new GrpcException(GrpcStatusCode.Unavailable, exception.Message, exception);
        }

        GrpcChannel.CheckStatus(_response);
        throw new GrpcException(GrpcStatusCode.Unavailable, "the server ended the stream");
    }

    /// <summary>Ends the call.</summary>
    public void Dispose()
    {
        _request.Complete();
        _response.Dispose();
    }
}
