using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Sampan.Server.Hosting;

namespace Sampan.Server.Tests.Hosting;

public sealed class RecordSizedOutputTests
{
    private const int HeaderLength = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LongAnswer_ComesInRecordsAsLargeAsTheyCanBe()
    {
        await using var served = await ServedEndpoint.StartAsync(new EndpointOptions());
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, served.Endpoint.Address.Port, Cancel);
        var received = new Recorded(connection.Client);
        await using var tls = new SslStream(received);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = Trust(served.Endpoint.Authority) }, Cancel);
        await tls.WriteAsync("GET /clusters/hub/openapi/v3/api/v1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer admin\r\nConnection: close\r\n\r\n"u8.ToArray(), Cancel);
        await tls.CopyToAsync(Stream.Null, Cancel);

        Assert.InRange(Records(received.Bytes.ToArray()).Max(), 16 * 1024, 17 * 1024);
    }

    private static X509ChainPolicy Trust(CertificateAuthority authority) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { X509Certificate2.CreateFromPem(authority.CertificatePem) },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    private static IEnumerable<int> Records(byte[] bytes)
    {
        for (var start = 0; start + HeaderLength <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(start + 3));
            yield return length;
            start += HeaderLength + length;
        }
    }

    /// <summary>A connection that keeps what comes.</summary>
    private sealed class Recorded(Socket socket) : NetworkStream(socket)
    {
        public MemoryStream Bytes { get; } = new();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer, cancellationToken);
            Bytes.Write(buffer.Span[..count]);
            return count;
        }
    }
}
