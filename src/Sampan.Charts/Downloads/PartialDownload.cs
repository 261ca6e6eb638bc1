using System.Net;
using System.Net.Http.Headers;

namespace Sampan.Charts.Downloads;

/// <summary>
/// What has come of a file, so that a download whose connection broke goes on where it ended (RFC 9110, range requests):
/// the rest is asked for on the condition that the file is still the same, else it comes whole again.
/// </summary>
internal sealed class PartialDownload : IDisposable
{
    private readonly MemoryStream _received = new();
    private RangeConditionHeaderValue? _sameFile;

    /// <summary>Bytes received so far.</summary>
    public long Length => _received.Length;

    /// <summary>Asks for the rest only, where some has come of a file that its server can name.</summary>
    public void AskForTheRest(HttpRequestMessage request)
    {
        if (Length > 0 && _sameFile is not null && request.Method == HttpMethod.Get)
        {
            request.Headers.Range = new RangeHeaderValue(Length, null);
            request.Headers.IfRange = _sameFile;
        }
    }

    /// <summary>Prepares for an answer's body: the rest is kept behind what there is, anything else starts over.</summary>
    /// <exception cref="IOException">The server sent another part than was asked for; what there is, is dropped.</exception>
    public void Begin(HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.PartialContent)
        {
            if (response.Content.Headers.ContentRange is { Unit: "bytes", From: { } from } && from == Length && Length > 0)
            {
                return;
            }

            Drop();
            throw new IOException("the server sent another part of the file than was asked for");
        }

        Drop();
        if (response.StatusCode == HttpStatusCode.OK)
        {
            _sameFile = Condition(response);
        }
    }

    public void Add(ReadOnlySpan<byte> bytes) => _received.Write(bytes);

    /// <summary>The whole file.</summary>
    public byte[] ToArray() => _received.ToArray();

    public void Dispose() => _received.Dispose();

    private void Drop()
    {
        _received.SetLength(0);
        _sameFile = null;
    }

    /// <summary>How the server names the file as it is: a weak tag does not promise the same bytes, and a date only if nothing better is there.</summary>
    private static RangeConditionHeaderValue? Condition(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? new RangeConditionHeaderValue(tag)
        : response.Headers.ETag is null && response.Content.Headers.LastModified is { } modified ? new RangeConditionHeaderValue(modified)
        : null;
}
