using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Sampan.Server.Webhooks;

/// <summary>Opens connections to one webhook address, and tells why it cannot as Go's net and crypto/tls do.</summary>
internal sealed class WebhookConnector(WebhookAddress address, IServiceResolver services, TimeProvider time)
{
    private readonly CertificateTrust _trust = new(CertificateTrust.Authorities(address.CaBundle), time);

    /// <summary>What the caller proves itself by; null: nothing.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether the other side need not prove itself.</summary>
    public bool SkipsVerification { get; init; }

    /// <summary>Connections that are kept open between calls.</summary>
    public SocketsHttpHandler Pool() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = ConnectAsync,
        SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificates = Certificate is null ? null : [Certificate],
            RemoteCertificateValidationCallback = (stream, certificate, chain, _) => IsTrusted((SslStream)stream, certificate, chain),
        },
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        EndPoint target = address.Service is { } service ? services.Resolve(service, address.Port) : context.DnsEndPoint;
        IPEndPoint[] candidates = target is DnsEndPoint named ? await LookUpAsync(named, cancellationToken) : [(IPEndPoint)target];
        WebhookException? first = null;
        foreach (var candidate in candidates)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(candidate, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                first ??= new WebhookException($"dial tcp {candidate}: connect: {Text(exception)}");
            }
            catch (OperationCanceledException)
            {
                socket.Dispose();
                throw;
            }
        }

        throw first!;
    }

    private static async ValueTask<IPEndPoint[]> LookUpAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
            return addresses.Length > 0 ? [.. addresses.Select(found => new IPEndPoint(found, target.Port))] : throw NoSuchHost(target);
        }
        catch (SocketException)
        {
            throw NoSuchHost(target);
        }
    }

    private static WebhookException NoSuchHost(DnsEndPoint target) => new($"dial tcp: lookup {target.Host}: no such host");

    private bool IsTrusted(SslStream stream, X509Certificate? certificate, X509Chain? chain)
    {
        X509Certificate2Collection others = [];
        foreach (var shown in chain?.ChainPolicy.ExtraStore ?? [])
        {
            others.Add(shown);
        }

        return !SkipsVerification && certificate is X509Certificate2 leaf && _trust.Distrust(leaf, others, stream.TargetHostName) is { } why
            ? throw new WebhookException($"tls: failed to verify certificate: {why}")
            : certificate is not null;
    }

    private static string Text(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.NetworkUnreachable => "network is unreachable",
        SocketError.HostUnreachable => "no route to host",
        SocketError.TimedOut => "connection timed out",
        SocketError.ConnectionReset => "connection reset by peer",
        SocketError.AccessDenied => "permission denied",
        _ => exception.Message,
    };
}
