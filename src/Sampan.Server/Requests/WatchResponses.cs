using System.Buffers;
using System.Runtime.CompilerServices;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Requests;

/// <summary>Watches as streams of JSON, one event a line.</summary>
internal static class WatchResponses
{
    /// <summary>The stream's pieces. A failure on the way, such as a version that is too old, is its last event.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Encode(IAsyncEnumerable<WatchEvent> events, Representation representation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var source = events.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            ReadOnlyMemory<byte> piece;
            var isLast = false;
            try
            {
                if (!await source.MoveNextAsync())
                {
                    yield break;
                }

                piece = Frame(source.Current, representation);
            }
            catch (ApiException exception)
            {
                piece = Frame("ERROR"u8, exception.Status.ToJson().ToUtf8Bytes());
                isLast = true;
            }

            yield return piece;
            if (isLast)
            {
                yield break;
            }
        }
    }

    private static byte[] Frame(WatchEvent change, Representation representation) => Frame(
        change.Type switch
        {
            WatchEventType.Added => "ADDED"u8,
            WatchEventType.Modified => "MODIFIED"u8,
            WatchEventType.Deleted => "DELETED"u8,
            _ => "BOOKMARK"u8,
        },
        representation.IsMetadata ? PartialMetadata.Of(change.Object, representation.Version) : change.Object.Utf8Json);

    private static byte[] Frame(ReadOnlySpan<byte> type, ReadOnlyMemory<byte> json)
    {
        var buffer = new ArrayBufferWriter<byte>(json.Length + 48);
        buffer.Write("{\"type\":\""u8);
        buffer.Write(type);
        buffer.Write("\",\"object\":"u8);
        buffer.Write(json.Span);
        buffer.Write("}\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
