using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sampan.Server.Proxying;

namespace Sampan.Server.Hosting.Forwarding;

/// <summary>Connects to another server.</summary>
internal static class UpstreamConnection
{
    /// <summary>A stream to the server, over TLS where its address says so.</summary>
    /// <exception cref="IOException">It cannot be reached; the message says why.</exception>
    public static async ValueTask<Stream> OpenAsync(ProxyTarget target, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target.EndPoint ?? new DnsEndPoint(target.Address.DnsSafeHost, target.Address.Port), cancellationToken);
            var stream = new NetworkStream(socket, ownsSocket: true);
            return target.Address.Scheme == Uri.UriSchemeHttps ? await SecureAsync(stream, target, cancellationToken) : stream;
        }
        catch (Exception exception)
        {
            socket.Dispose();
            throw exception is SocketException or AuthenticationException or CryptographicException ? new IOException(exception.Message, exception) : exception;
        }
    }

    private static async ValueTask<Stream> SecureAsync(NetworkStream stream, ProxyTarget target, CancellationToken cancellationToken)
    {
        var secure = new SslStream(stream);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = target.Address.DnsSafeHost,
            ClientCertificates = target.Certificate is { } certificate ? [certificate] : null,
        };
        if (target.SkipsVerification)
        {
            // Whoever registered the server has said that it need not prove who it is.
            options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        }
        else if (target.AuthorityPem is { } pem)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.ImportFromPem(pem);
        }

        await secure.AuthenticateAsClientAsync(options, cancellationToken);
        return secure;
    }
}
