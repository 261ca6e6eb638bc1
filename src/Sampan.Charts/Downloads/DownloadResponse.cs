using System.Net;
using System.Net.Http.Headers;

namespace Sampan.Charts.Downloads;

/// <summary>A server's answer, read whole.</summary>
internal sealed record DownloadResponse(HttpStatusCode Status, string StatusText, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, byte[] Body);
