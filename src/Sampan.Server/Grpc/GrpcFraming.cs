using System.Buffers.Binary;

namespace Sampan.Server.Grpc;

/// <summary>Messages on the wire: a byte that says whether they are compressed, four of length, the message.</summary>
internal static class GrpcFraming
{
    private const int HeaderLength = 5;

    /// <summary>A message with its header.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> message)
    {
        var frame = new byte[HeaderLength + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame.AsSpan(HeaderLength));
        return frame;
    }

    /// <summary>The next message; null at the end of the stream.</summary>
    public static async ValueTask<byte[]?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        var read = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1));
        if (read < HeaderLength || header[0] != 0 || length < 0)
        {
            throw new GrpcException(GrpcStatusCode.Unknown, "the server's answer is no gRPC message");
        }

        var message = new byte[length];
        await stream.ReadExactlyAsync(message, cancellationToken);
        return message;
    }
}
