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
        var received = new Recorded(connection.GetStream());
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
    private sealed class Recorded(Stream inner) : Stream
    {
        public MemoryStream Bytes { get; } = new();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await inner.ReadAsync(buffer, cancellationToken);
            Bytes.Write(buffer.Span[..count]);
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
