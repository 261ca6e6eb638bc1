using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Clusters.Http;

/// <summary>Reads the events of a watch: one JSON object per line.</summary>
internal static class WatchReading
{
    public static async IAsyncEnumerable<WatchEvent> ReadAsync(ApiConnection connection, Stream body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(body);
        try
        {
            while (true)
            {
                var read = await connection.ReachAsync(() => reader.ReadAsync(cancellationToken).AsTask(), cancellationToken);
                var buffer = read.Buffer;
                while (TryReadLine(ref buffer, out var line))
                {
                    if (!line.IsEmpty)
                    {
                        yield return Parse(line);
                    }
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                {
                    yield break;
                }
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private static bool TryReadLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }

        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }

    private static WatchEvent Parse(ReadOnlySequence<byte> line)
    {
        var root = JsonElement.Parse(line.ToArray());
        var @object = root.Member("object") ?? throw new InvalidDataException("A watch event has no object.");
        WatchEventType type = root.StringOrEmpty("type") switch
        {
            "ADDED" => WatchEventType.Added,
            "MODIFIED" => WatchEventType.Modified,
            "DELETED" => WatchEventType.Deleted,
            "BOOKMARK" => WatchEventType.Bookmark,
            "ERROR" => throw new ApiException(ApiStatus.Of(@object, 500)),
            var unknown => throw new InvalidDataException($"A watch event is of the unknown type \"{unknown}\"."),
        };
        return new WatchEvent(type, KubernetesObject.FromTrusted(JsonMarshal.GetRawUtf8Value(@object).ToArray()));
    }
}
