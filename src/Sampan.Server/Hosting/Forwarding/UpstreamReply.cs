using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Sampan.Server.Hosting.Forwarding;

/// <summary>Reads another server's HTTP/1.1 answer.</summary>
internal sealed class UpstreamReply(PipeReader reader)
{
    private const int LongestLine = 1024 * 1024;

    /// <summary>The status code.</summary>
    public int Status { get; private set; }

    /// <summary>The headers, a line each.</summary>
    public List<KeyValuePair<string, string>> Headers { get; } = [];

    /// <summary>Reads the head. Answers that only tell of others to come are passed over.</summary>
    /// <exception cref="IOException">It is no HTTP answer.</exception>
    public async ValueTask ReadHeadAsync(CancellationToken cancellationToken)
    {
        do
        {
            Headers.Clear();
            var parts = (await LineAsync(cancellationToken)).Split(' ', 3);
            Status = parts.Length >= 2 && parts[0].StartsWith("HTTP/1.", StringComparison.Ordinal) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
                ? status
                : throw new IOException("malformed HTTP response");
            while (await LineAsync(cancellationToken) is { Length: > 0 } line)
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                if (colon > 0)
                {
                    Headers.Add(new(line[..colon], line[(colon + 1)..].Trim()));
                }
            }
        }
        while (Status is >= 100 and < 200 and not 101);
    }

    /// <summary>Copies the body as it comes.</summary>
    public async ValueTask CopyBodyAsync(string method, PipeWriter destination, CancellationToken cancellationToken)
    {
        if (method == "HEAD" || Status is 204 or 304)
        {
            return;
        }

        if (Header("Transfer-Encoding").Contains("chunked", StringComparison.OrdinalIgnoreCase))
        {
            while (long.TryParse((await LineAsync(cancellationToken)).Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) && size > 0)
            {
                await CopyAsync(size, destination, cancellationToken);
                await LineAsync(cancellationToken);
            }
        }
        else
        {
            await CopyAsync(long.TryParse(Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : long.MaxValue, destination, cancellationToken);
        }
    }

    private string Header(string name) => Headers.Find(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    private async ValueTask CopyAsync(long length, PipeWriter destination, CancellationToken cancellationToken)
    {
        while (length > 0)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var piece = read.Buffer.Slice(0, Math.Min(length, read.Buffer.Length));
            foreach (var segment in piece)
            {
                destination.Write(segment.Span);
            }

            length -= piece.Length;
            reader.AdvanceTo(piece.End);
            await destination.FlushAsync(cancellationToken);
            if (read.IsCompleted && piece.Length == read.Buffer.Length)
            {
                // Without a length, the connection's end is the body's.
                if (length is > 0 and < long.MaxValue / 2)
                {
                    throw new IOException("unexpected EOF");
                }

                return;
            }
        }
    }

    private async ValueTask<string> LineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.Latin1.GetString(read.Buffer.Slice(0, end)).TrimEnd('\r');
                reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line;
            }

            if (read.IsCompleted || read.Buffer.Length > LongestLine)
            {
                throw new IOException(read.IsCompleted ? "unexpected EOF" : "malformed HTTP response");
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
