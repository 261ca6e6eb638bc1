using System.Buffers;
using System.Runtime.CompilerServices;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>Watches as streams of JSON, one event a line.</summary>
internal static class WatchResponses
{
    /// <summary>The stream's pieces. A failure on the way, such as a version that is too old, is its last event.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Encode(IAsyncEnumerable<WatchEvent> events, Func<WatchEvent, ReadOnlyMemory<byte>> encode, [EnumeratorCancellation] CancellationToken cancellationToken)
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

                piece = Frame(source.Current, encode);
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

    /// <summary>How the objects of events are shown to a client.</summary>
    public static Func<WatchEvent, ReadOnlyMemory<byte>> Encoder(ServedResource resource, Representation representation, TableForm table) =>
        representation.IsTable ? TableResponses.OfEvents(resource, table)
        : representation.IsMetadata ? change => PartialMetadata.Of(change.Object, representation.Version)
        : change => change.Object.Utf8Json;

    private static byte[] Frame(WatchEvent change, Func<WatchEvent, ReadOnlyMemory<byte>> encode) => Frame(
        change.Type switch
        {
            WatchEventType.Added => "ADDED"u8,
            WatchEventType.Modified => "MODIFIED"u8,
            WatchEventType.Deleted => "DELETED"u8,
            _ => "BOOKMARK"u8,
        },
        encode(change));

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
