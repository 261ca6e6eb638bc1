using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Sampan.Server.Hosting;

/// <summary>
/// Kestrel encrypts what a connection sends in pieces of 4 KiB. Here a piece is as large as a TLS record can be: of many
/// events at once, or of a list, a quarter of the records is to be sealed, sent and opened.
/// </summary>
internal static class RecordSizedOutput
{
    private const int LargestRecord = 16 * 1024;

    /// <summary>Call it after <c>UseHttps</c>.</summary>
    public static void UseRecordSizedOutput(this ListenOptions listen) => listen.Use(next => async connection =>
    {
        var transport = connection.Transport;
        var encrypted = connection.Features.GetRequiredFeature<ISslStreamFeature>().SslStream;
        connection.Transport = new Duplex(transport.Input, PipeWriter.Create(encrypted, new StreamPipeWriterOptions(minimumBufferSize: LargestRecord, leaveOpen: true)));
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
        }
    });

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
