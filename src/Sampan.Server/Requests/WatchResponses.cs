using System.Runtime.CompilerServices;
using System.Text;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>Watches as streams of JSON, one event a line.</summary>
internal static class WatchResponses
{
    private static readonly ReadOnlyMemory<byte> Added = Opening("ADDED");
    private static readonly ReadOnlyMemory<byte> Modified = Opening("MODIFIED");
    private static readonly ReadOnlyMemory<byte> Deleted = Opening("DELETED");
    private static readonly ReadOnlyMemory<byte> Bookmark = Opening("BOOKMARK");
    private static readonly ReadOnlyMemory<byte> Error = Opening("ERROR");
    private static readonly ReadOnlyMemory<byte> Closing = "}\n"u8.ToArray();

    /// <summary>
    /// The stream's pieces, three to an event: objects go out as they are kept, for each of many watchers. A failure on the
    /// way, such as a version that is too old, is the last event.
    /// </summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Encode(IAsyncEnumerable<WatchEvent> events, Func<WatchEvent, ReadOnlyMemory<byte>> encode, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var source = events.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            ReadOnlyMemory<byte> opening, json;
            var isLast = false;
            try
            {
                if (!await source.MoveNextAsync())
                {
                    yield break;
                }

                opening = Opening(source.Current.Type);
                json = encode(source.Current);
            }
            catch (ApiException exception)
            {
                opening = Error;
                json = exception.Status.ToJson().ToUtf8Bytes();
                isLast = true;
            }

            yield return opening;
            yield return json;
            yield return Closing;
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

    private static ReadOnlyMemory<byte> Opening(WatchEventType type) => type switch
    {
        WatchEventType.Added => Added,
        WatchEventType.Modified => Modified,
        WatchEventType.Deleted => Deleted,
        _ => Bookmark,
    };

    private static byte[] Opening(string type) => Encoding.UTF8.GetBytes($"{{\"type\":\"{type}\",\"object\":");
}
